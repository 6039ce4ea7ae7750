namespace PhotoShare.Web;

/// <summary>Once a minute does what a crash or a lost hint has left undone.</summary>
sealed class Sweeper(IServiceScopeFactory scopes, ILogger<Sweeper> log) : PeriodicWorker(scopes, TimeSpan.FromMinutes(1), "The sweep failed", log)
{
    protected override async Task Do(IServiceProvider services, CancellationToken ct)
    {
        await services.GetRequiredService<Processing>().PublishForgotten(ct);
        await services.GetRequiredService<Uploads>().ForgetAbandoned(ct);
        await services.GetRequiredService<Exports>().ForgetOld(ct);
        await services.GetRequiredService<Imports>().ForgetOld(ct);
        await services.GetRequiredService<Departing>().Forget(ct);
        await services.GetRequiredService<Receipts>().Forget(ct);
        await services.GetRequiredService<AppGrants>().Forget(ct);
        await services.GetRequiredService<ActiveDays>().Forget(ct);
        await services.GetRequiredService<EmailLinks>().Forget(ct);
        await services.GetRequiredService<Sessions>().Forget(ct);
        await services.GetRequiredService<Pushing>().Forget(ct);
        if (await services.GetRequiredService<Mailing>().Forget(ct) is > 0 and var lost)
            log.LogError("{Count} mails could not be sent for a day and are given up.", lost);
        while (await services.GetRequiredService<BlobSweeper>().Sweep(ct) > 0)
        {
            // A deleted album may leave more than one round's worth.
        }
    }
}
