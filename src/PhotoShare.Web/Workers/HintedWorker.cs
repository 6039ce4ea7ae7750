namespace PhotoShare.Web;

/// <summary>Does one thing after the other for as long as there is any, then waits for a hint that there is more.</summary>
/// <typeparam name="THint">What says so.</typeparam>
/// <param name="lookInterval">How often to look without being called: for hints that were lost, for leases that ended, and for what is to be tried again.</param>
abstract class HintedWorker<THint>(IEventBus events, TimeSpan lookInterval, ILogger log) : BackgroundService
    where THint : Hint
{
    protected sealed override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var hints = events.Subscribe(hint => hint is THint);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (!await DoNext(stopping)) await hints.Wait(lookInterval, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception bug)
            {
                log.LogError(bug, "{Worker} failed; it goes on in {Seconds} s.", GetType().Name, lookInterval.TotalSeconds);
                await Task.WhenAny(Task.Delay(lookInterval, stopping));
            }
        }
    }

    /// <summary>Whether there was anything to do.</summary>
    protected abstract Task<bool> DoNext(CancellationToken stopping);
}
