using System.Collections.Concurrent;

namespace PhotoShare.Web;

/// <summary>How the operations of one name did in the last hour, as quantiles of their durations.</summary>
/// <param name="Name"><c>null</c> for all whose documents are not trusted ones.</param>
public sealed record OperationSummary(string? Name, long Count, long Errors, TimeSpan P50, TimeSpan P95, TimeSpan P99);

/// <summary>
/// What this server's operations did in the last hour, by the names of the trusted documents and together for all others; so there are
/// as many as there are documents, however much strangers make up. It is lost with the process.
/// </summary>
sealed class OperationStatistics(TimeProvider time)
{
    const string Other = "";

    readonly ConcurrentDictionary<string, LastHour> operations = new(StringComparer.Ordinal);

    /// <summary>Since when it counts.</summary>
    public DateTime Since { get; } = time.GetUtcNow().UtcDateTime;

    public void Add(string? name, TimeSpan took, bool isError) => operations.GetOrAdd(name ?? Other, static (_, clock) => new LastHour(clock), time).Add(took, isError);

    /// <summary>Those that were asked for, the most time-consuming first.</summary>
    public IReadOnlyList<OperationSummary> Read() =>
    [
        .. operations.Select(operation => operation.Value.Summary(operation.Key == Other ? null : operation.Key)).Where(summary => summary.Count > 0)
            .OrderByDescending(summary => summary.Count * summary.P50.TotalSeconds).ThenBy(summary => summary.Name, StringComparer.Ordinal),
    ];
}
