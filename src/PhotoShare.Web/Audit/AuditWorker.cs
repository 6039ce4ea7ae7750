namespace PhotoShare.Web;

/// <summary>Puts what was written down for security's sake into its chain, and tells the blob store how that ends.</summary>
sealed class AuditWorker(IServiceScopeFactory scopes, ILogger<AuditWorker> log)
    : PeriodicWorker(scopes, TimeSpan.FromSeconds(2), "The audit log could not be chained", log)
{
    bool isWhole = true;

    protected override async Task Do(IServiceProvider services, CancellationToken ct)
    {
        var chain = services.GetRequiredService<AuditChain>();
        while (await chain.Extend(ct) > 0)
        {
            // A busy moment may leave more than one round's worth.
        }
        var whole = await chain.Anchor(ct);
        if (isWhole && !whole) log.LogCritical("The audit log does not contain what it ended with before: rows were taken away or changed. Run: photoshare audit verify");
        isWhole = whole;
    }
}
