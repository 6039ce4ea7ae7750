namespace PhotoShare.Web;

/// <summary>Puts what was written down for security's sake into its chain, and tells the blob store how that ends.</summary>
sealed class AuditWorker(IServiceScopeFactory scopes, ILogger<AuditWorker> log) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    bool isWhole = true;

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping)) await Extend(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The next server goes on where this one stopped.
        }
    }

    async Task Extend(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var chain = scope.ServiceProvider.GetRequiredService<AuditChain>();
            while (await chain.Extend(ct) > 0)
            {
                // A busy moment may leave more than one round's worth.
            }
            var whole = await chain.Anchor(ct);
            if (isWhole && !whole) log.LogCritical("The audit log does not contain what it ended with before: rows were taken away or changed. Run: photoshare audit verify");
            isWhole = whole;
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            log.LogError(bug, "The audit log could not be chained; it is tried again in {Seconds} s.", Interval.TotalSeconds);
        }
    }
}
