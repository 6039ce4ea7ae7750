using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace PhotoShare.Tests;

/// <summary>
/// Reads all that the servers of the tests log, as an operator's disk would hold it, and keeps what must not be there: secrets, personal data,
/// and line breaks by which somebody could forge an entry. <c>tests/run</c> looks at <see cref="Found"/> of the whole run by its file.
/// </summary>
[ProviderAlias("Watch")]
sealed partial class LogWatch : ILoggerProvider
{
    public static readonly LogWatch Instance = new();

    /// <summary>Where <c>tests/run</c> has it written; nowhere for a run of a few tests.</summary>
    static readonly string? Folder = Environment.GetEnvironmentVariable("PHOTOSHARE_TEST_LOGS");

    readonly Lock gate = new();
    readonly List<string> found = [];
    int lines;

    /// <summary>What must not have been logged, by its kind and its logger.</summary>
    public IReadOnlyList<string> Found
    {
        get
        {
            lock (gate) return [.. found];
        }
    }

    public int Lines => lines;

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName);

    public void Dispose()
    {
        // It serves every server of the run.
    }

    /// <summary>The kinds of things in a text that no log may hold.</summary>
    internal static IEnumerable<string> SecretsIn(string text) => Secrets.Where(secret => secret.Pattern.IsMatch(text)).Select(secret => secret.Kind);

    static readonly (string Kind, Regex Pattern)[] Secrets =
    [
        ("the password of a test's person", new(Regex.Escape(Person.Password))),
        ("an access token", new(@"psp_[A-Za-z0-9_-]{20}")),
        ("something sealed by Data Protection: a cookie, a form's token, a link's secret", new("CfDJ8[A-Za-z0-9_-]{20}")),
        ("a JWT", new(@"eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}")),
        ("an e-mail address", new(@"[A-Za-z0-9._-]+@example\.(org|com|net)")),
        ("a signed address", new(@"[?&](s|X-Amz-Signature)=[A-Za-z0-9_-]{16}")),
        ("a database's password", new(@"[Pp]assword=[^;\s]+")),
        ("a private key", new("PRIVATE KEY")),
        ("a secret in a query", new(@"[?&](secret|code|token|client_secret|refresh_token)=[^&\s]{8}")),
    ];

    [GeneratedRegex(@"[\p{Cc}\u2028\u2029]")]
    private static partial Regex ControlCharacter();

    void Look(string category, string message, Exception? exception)
    {
        Interlocked.Increment(ref lines);
        var whole = exception is null ? message : $"{message}\n{exception}";
        foreach (var kind in SecretsIn(whole)) Keep($"{kind}, by {category}: {whole}");
        // The database's own messages go on over several lines, with an exception in them.
        if (!category.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) && ControlCharacter().IsMatch(message)) Keep($"a control character, by {category}: {message.ReplaceLineEndings("␤")}");
        if (Folder is not null && lines % 100 == 1) Write("lines", $"{lines}\n");
    }

    void Keep(string what)
    {
        lock (gate) found.Add(what);
        if (Folder is not null) Write("found", $"{what}\n");
    }

    void Write(string what, string text)
    {
        lock (gate)
        {
            Directory.CreateDirectory(Folder!);
            File.AppendAllText(Path.Combine(Folder!, $"{what}-{Environment.ProcessId}.txt"), text);
        }
    }

    sealed class Logger(string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Instance.Look(category, formatter(state, exception), exception);
    }
}
