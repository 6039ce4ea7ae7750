namespace PhotoShare.Web;

/// <summary>Adds up the changes of the counts of follows, so that there are never many to be read with one. What is not added up yet is counted all the same.</summary>
sealed class FollowCountWorker(IServiceScopeFactory scopes, ILogger<FollowCountWorker> log)
    : PeriodicWorker(scopes, TimeSpan.FromSeconds(10), "The counts of follows could not be added up", log)
{
    protected override Task Do(IServiceProvider services, CancellationToken ct) => services.GetRequiredService<PhotoShareDb>().FoldFollowCounts(ct);
}
