using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A house that tells all it can of itself: to a collector beside it, which keeps what it is sent, and in lines of JSON.</summary>
public sealed class WatchedHouse : House
{
    internal const double SlowSeconds = 0.5;

    readonly ConcurrentQueue<(string Path, string Text)> received = new();
    WebApplication? collector;

    /// <summary>What it would write to its output in a container.</summary>
    internal JsonLines Log { get; private set; } = null!;

    protected override Dictionary<string, string?> Settings => new(base.Settings)
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector!.Urls.First(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        ["Logging:Console:FormatterName"] = "json",
        ["PhotoShare:SlowOperation"] = $"00:00:00.{SlowSeconds * 10:0}",
    };

    internal bool Heard(string path, string word) => received.Any(sent => sent.Path == path && sent.Text.Contains(word, StringComparison.Ordinal));

    internal Task Hears(string path, string word) => Eventually.Becomes(() => Task.FromResult(Heard(path, word)), heard => heard, $"{path} tells of {word}");

    public override async Task InitializeAsync()
    {
        collector = Loopback.Build();
        collector.MapPost("/v1/{signal}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            received.Enqueue((request.Path, Encoding.Latin1.GetString(body.ToArray())));
        });
        await collector.StartAsync();
        await base.InitializeAsync();
        Log = new JsonLines(Services.GetServices<ConsoleFormatter>().Single(formatter => formatter.Name == "json-lines"));
        Services.GetRequiredService<ILoggerFactory>().AddProvider(Log);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (collector is not null) await collector.DisposeAsync();
    }
}

/// <summary>One house for all that watch it; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class WatchedCollection : ICollectionFixture<WatchedHouse>
{
    public const string Name = "watched";
}
