using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PhotoShare.Tests;

/// <summary>
/// Counts the statements that one request sends to the database: those under the trace that the request carries, so that
/// workers and other tests do not disturb the count.
/// </summary>
sealed class SqlCounter : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    static readonly SqlCounter Instance = new();

    readonly ConcurrentDictionary<string, ConcurrentQueue<SentStatement>> counted = new();

    SqlCounter() => DiagnosticListener.AllListeners.Subscribe(this);

    /// <summary>Begins to listen. Before the first context is made: Entity Framework looks only now and then whether anybody does.</summary>
    public static void Listen() => ArgumentNullException.ThrowIfNull(Instance);

    /// <summary>What the request answered, and the statements that it took.</summary>
    public static async Task<(T Answer, IReadOnlyList<string> Statements)> Count<T>(Func<Task<T>> request)
    {
        var (answer, statements) = await Watch(request);
        return (answer, [.. statements.Select(statement => statement.Text)]);
    }

    /// <summary>What the request answered, and the statements that it took with what was sent with them.</summary>
    public static async Task<(T Answer, IReadOnlyList<SentStatement> Statements)> Watch<T>(Func<Task<T>> request)
    {
        using var trace = new Activity("a counted request").SetIdFormat(ActivityIdFormat.W3C).Start();
        var statements = Instance.counted[trace.TraceId.ToHexString()] = new();
        var answer = await request();
        return (answer, [.. statements]);
    }

    public void OnNext(DiagnosticListener source)
    {
        if (source.Name == DbLoggerCategory.Name) source.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> happened)
    {
        if (happened.Key == RelationalEventId.CommandExecuting.Name && Activity.Current is { } current && counted.TryGetValue(current.TraceId.ToHexString(), out var statements))
            statements.Enqueue(SentStatement.Of(((CommandEventData)happened.Value!).Command));
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }
}

/// <summary>A statement as it went to the database.</summary>
sealed record SentStatement(string Text, IReadOnlyList<DbParameter> Parameters)
{
    internal static SentStatement Of(DbCommand command) => new(command.CommandText, [.. command.Parameters.Cast<DbParameter>()]);
}
