using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PhotoShare.Web;

/// <summary>Looks at something that takes a while or costs something, once for all who ask at the same time, and remembers what it saw.</summary>
/// <param name="lifetime">How long it is remembered that all is well; a fault for a second, so that its end is soon seen.</param>
sealed class RememberedCheck(IHealthCheck check, TimeSpan lifetime) : IHealthCheck
{
    /// <summary>What has not answered by then counts as failing. Shorter than what load balancers wait for us.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    static readonly TimeSpan FaultLifetime = TimeSpan.FromSeconds(1);

    readonly Lock gate = new();
    Task<HealthCheckResult>? last;
    long until;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken ct = default)
    {
        lock (gate)
        {
            if (last is null || (last.IsCompleted && Stopwatch.GetTimestamp() > until)) last = Look(context);
            return last.WaitAsync(ct);
        }
    }

    async Task<HealthCheckResult> Look(HealthCheckContext context)
    {
        // Whoever asked first may leave; the others still wait.
        await Task.Yield();
        var result = await Result(context);
        until = Stopwatch.GetTimestamp() + (long)((result.Status == HealthStatus.Healthy ? lifetime : FaultLifetime).TotalSeconds * Stopwatch.Frequency);
        return result;
    }

    async Task<HealthCheckResult> Result(HealthCheckContext context)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            // Not everything stops when it is told to.
            return await check.CheckHealthAsync(context, limit.Token).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"No answer within {Patience.TotalSeconds} s.");
        }
        catch (Exception fault)
        {
            // A part may fail in any way: that it does is the answer.
            return HealthCheckResult.Unhealthy(fault.Message, fault);
        }
    }
}
