using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The lines that a server would write by this formatter of its own. It hears as much as <see cref="LogWatch"/> does.</summary>
[ProviderAlias("Watch")]
sealed class JsonLines(ConsoleFormatter formatter) : ILoggerProvider
{
    readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyList<string> Lines => [.. lines];

    /// <summary>Each line, read; one that is no JSON fails.</summary>
    public IReadOnlyList<JsonObject> Entries => [.. lines.Select(line => Assert.IsType<JsonObject>(JsonNode.Parse(line)))];

    /// <summary>The first entry whose message has this in it, once there is one.</summary>
    public Task<JsonObject> With(string words) => Eventually.Becomes(
        () => Task.FromResult(Entries.FirstOrDefault(entry => entry["message"]!.ToString().Contains(words, StringComparison.Ordinal))!), entry => entry is not null, $"the log says {words}");

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        // Nothing is held.
    }

    sealed class Logger(JsonLines all, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            using var line = new StringWriter();
            all.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), line);
        }
    }

    void Write<TState>(in LogEntry<TState> entry, StringWriter line)
    {
        formatter.Write(entry, null, line);
        Assert.EndsWith(Environment.NewLine, line.ToString(), StringComparison.Ordinal);
        lines.Enqueue(line.ToString().TrimEnd('\r', '\n'));
    }
}
