using System.Collections.Concurrent;
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

    readonly ConcurrentDictionary<string, ConcurrentQueue<string>> counted = new();

    SqlCounter() => DiagnosticListener.AllListeners.Subscribe(this);

    /// <summary>Begins to listen. Before the first context is made: Entity Framework looks only now and then whether anybody does.</summary>
    public static void Listen() => ArgumentNullException.ThrowIfNull(Instance);

    /// <summary>What the request answered, and the statements that it took.</summary>
    public static async Task<(T Answer, IReadOnlyList<string> Statements)> Count<T>(Func<Task<T>> request)
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
            statements.Enqueue(((CommandEventData)happened.Value!).Command.CommandText);
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }
}
