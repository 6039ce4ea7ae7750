namespace PhotoShare.Web;

/// <summary>Does the same every so often, each time in a scope of its own. What fails is logged and tried again the next time; what a stop leaves undone, the next server does.</summary>
/// <param name="failure">What to log of one that failed, up to when it is tried again.</param>
abstract class PeriodicWorker(IServiceScopeFactory scopes, TimeSpan interval, string failure, ILogger log) : BackgroundService
{
    protected sealed override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping)) await TryOnce(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // A stop is how all of them end.
        }
    }

    async Task TryOnce(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await Do(scope.ServiceProvider, ct);
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            log.LogError(bug, "{Failure}; it is tried again in {Seconds} s.", failure, interval.TotalSeconds);
        }
    }

    protected abstract Task Do(IServiceProvider services, CancellationToken ct);
}
