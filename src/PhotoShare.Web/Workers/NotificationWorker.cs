namespace PhotoShare.Web;

/// <summary>Folds what happened into what people are told, as soon as it happened.</summary>
sealed class NotificationWorker(IServiceScopeFactory scopes, IEventBus events, ILogger<NotificationWorker> log) : BackgroundService
{
    /// <summary>How often to look without being called: for what happened on another server, and for what a crash left.</summary>
    static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var causes = events.Subscribe(hint => hint is NotificationCaused);
        try
        {
            while (true)
            {
                if (!await Fold(stopping)) await causes.Wait(LookInterval, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What waits is folded by the next server.
        }
    }

    async Task<bool> Fold(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<NotificationFolding>().Fold(ct);
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            log.LogError(bug, "Notifications could not be folded; it is tried again in {Seconds} s.", LookInterval.TotalSeconds);
            return false;
        }
    }
}
