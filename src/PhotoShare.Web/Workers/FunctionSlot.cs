using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>
/// A place for one process of the image function: starts it when there is something to do, anew after it ended, later and later while it
/// doesn't come up, and lets it go when it has had nothing to do for <see cref="ProcessingSettings.KeepWarm"/>.
/// </summary>
/// <param name="hasComeUp">Whether it counts as one that comes up before it ever did: where another slot shows that the program does.</param>
sealed class FunctionSlot(RuntimeApi api, Settings settings, InstanceSecret secret, ILogger log, bool hasComeUp) : IAsyncDisposable
{
    static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(30);

    FunctionProcess? process;
    DateTime warmUntil;
    int failedStarts;

    /// <summary>Whether a photo would be worked on: the process is up, or is let go and came up the last time.</summary>
    public bool IsUp => process is null ? hasComeUp : !process.Exited.IsCompleted;

    /// <summary>The process that is up, if any.</summary>
    public FunctionProcess? Process => process is { Exited.IsCompleted: false } ? process : null;

    /// <summary>Sees to it that the process is up. Throws <see cref="FunctionFailed"/> (<see cref="FunctionFailure.NotStarted"/>) when it can't be started now.</summary>
    public async Task<FunctionProcess> Warm(CancellationToken ct)
    {
        warmUntil = DateTime.UtcNow + settings.Processing.KeepWarm;
        if (Process is { } up) return up;
        await End();

        if (failedStarts > 0)
            await Task.Delay(BackOff(), ct);
        try
        {
            var started = await FunctionProcess.Start(api, settings, secret, log, ct);
            (process, failedStarts, hasComeUp) = (started, 0, true);
            return started;
        }
        catch (FunctionFailed)
        {
            failedStarts++;
            hasComeUp = false;
            throw;
        }
    }

    /// <summary>Starts the process to see that it comes up, and has it stay only if it is needed.</summary>
    public async Task Prove(CancellationToken ct)
    {
        await Warm(ct);
        warmUntil = default;
    }

    /// <summary>Lets the process go that nobody has needed for long.</summary>
    public async Task LetGo()
    {
        if (Process is not null && DateTime.UtcNow > warmUntil) await End();
    }

    public async ValueTask DisposeAsync() => await End();

    /// <summary>Once, also where the server stops while the process is let go.</summary>
    async Task End()
    {
        if (Interlocked.Exchange(ref process, null) is { } ended) await ended.DisposeAsync();
    }

    /// <summary>Half a second, doubled with each start that failed.</summary>
    TimeSpan BackOff() => TimeSpan.FromSeconds(Math.Min(LongestBackOff.TotalSeconds, 0.25 * Math.Pow(2, Math.Min(failedStarts, 10))));
}
