using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>Keeps one process of the image function warm: starts it anew after it ended, later and later while it doesn't come up.</summary>
sealed class FunctionSlot(RuntimeApi api, Settings settings, InstanceSecret secret, ILogger log) : IAsyncDisposable
{
    static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(30);

    FunctionProcess? process;
    int failedStarts;

    public bool IsUp => process is { Exited.IsCompleted: false };

    /// <summary>Completes when the process ends; at once when there is none.</summary>
    public Task Ended => process?.Exited ?? Task.CompletedTask;

    /// <summary>Sees to it that the process is up. Throws <see cref="FunctionFailed"/> (<see cref="FunctionFailure.NotStarted"/>) when it can't be started now.</summary>
    public async Task<FunctionProcess> Warm(CancellationToken ct)
    {
        if (IsUp)
            return process!;
        if (process is not null)
            await process.DisposeAsync();
        process = null;

        if (failedStarts > 0)
            await Task.Delay(BackOff(), ct);
        try
        {
            process = await FunctionProcess.Start(api, settings, secret, log, ct);
            failedStarts = 0;
            return process;
        }
        catch (FunctionFailed)
        {
            failedStarts++;
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await process.DisposeAsync();
        process = null;
    }

    /// <summary>Half a second, doubled with each start that failed.</summary>
    TimeSpan BackOff() => TimeSpan.FromSeconds(Math.Min(LongestBackOff.TotalSeconds, 0.25 * Math.Pow(2, Math.Min(failedStarts, 10))));
}
