namespace PhotoShare.Web;

/// <summary>Once a minute does what a crash or a lost hint has left undone.</summary>
sealed class Sweeper(IServiceScopeFactory scopes, ILogger<Sweeper> log) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
                await Sweep(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The next server goes on where this one stopped.
        }
    }

    async Task Sweep(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<Processing>().PublishForgotten(ct);
            await scope.ServiceProvider.GetRequiredService<Uploads>().ForgetAbandoned(ct);
            await scope.ServiceProvider.GetRequiredService<Exports>().ForgetOld(ct);
            await scope.ServiceProvider.GetRequiredService<Imports>().ForgetOld(ct);
            await scope.ServiceProvider.GetRequiredService<Departing>().Forget(ct);
            await scope.ServiceProvider.GetRequiredService<Receipts>().Forget(ct);
            await scope.ServiceProvider.GetRequiredService<AppGrants>().Forget(ct);
            await scope.ServiceProvider.GetRequiredService<ActiveDays>().Forget(ct);
            await scope.ServiceProvider.GetRequiredService<EmailLinks>().Forget(ct);
            await scope.ServiceProvider.GetRequiredService<Sessions>().Forget(ct);
            await scope.ServiceProvider.GetRequiredService<Pushing>().Forget(ct);
            if (await scope.ServiceProvider.GetRequiredService<Mailing>().Forget(ct) is > 0 and var lost)
                log.LogError("{Count} mails could not be sent for a day and are given up.", lost);
            while (await scope.ServiceProvider.GetRequiredService<BlobSweeper>().Sweep(ct) > 0)
            {
                // A deleted album may leave more than one round's worth.
            }
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            log.LogError(bug, "The sweep failed; it is tried again in a minute.");
        }
    }
}
