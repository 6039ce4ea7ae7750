namespace PhotoShare.Web;

/// <summary>Adds up the changes of the counts of follows, so that there are never many to be read with one.</summary>
sealed class FollowCountWorker(IServiceScopeFactory scopes, ILogger<FollowCountWorker> log) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping)) await Fold(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What is not added up yet is counted all the same.
        }
    }

    async Task Fold(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<PhotoShareDb>().FoldFollowCounts(ct);
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            log.LogError(bug, "The counts of follows could not be added up; it is tried again in {Seconds} s.", Interval.TotalSeconds);
        }
    }
}
