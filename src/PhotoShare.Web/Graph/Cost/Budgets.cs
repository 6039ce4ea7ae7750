using System.Security.Claims;
using System.Threading.RateLimiting;

namespace PhotoShare.Web;

/// <summary>
/// Everybody's budget of points: a bucket that refills each second, one for each person, and one for each address that nobody has
/// signed in from. In this process's memory: several servers each have their own.
/// </summary>
sealed class Budgets(GraphLimits limits) : IDisposable
{
    /// <summary>Buckets of addresses. Addresses beyond that share them, so that nobody fills the memory by coming from many.</summary>
    const int Addresses = 1 << 16;

    static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    readonly PartitionedRateLimiter<Asker> buckets = PartitionedRateLimiter.Create<Asker, Asker>(asker => RateLimitPartition.GetTokenBucketLimiter(asker, _ => OptionsOf(LimitOf(limits, asker))));

    /// <summary>Takes the points of an operation.</summary>
    /// <returns>What is left, and how long to wait when it was not enough; then nothing is taken.</returns>
    public (OperationCost Cost, TimeSpan? Wait) Charge(HttpContext http, ClaimsPrincipal? user, long points)
    {
        var asker = AskerOf(http, user);
        var limit = LimitOf(limits, asker);
        using var lease = points <= limit ? buckets.AttemptAcquire(asker, (int)points) : null;
        var cost = new OperationCost(points, limit, (int)(buckets.GetStatistics(asker)?.CurrentAvailablePermits ?? 0));
        return (cost, lease?.IsAcquired == true ? null : UntilThere(points - cost.Remaining, limit));
    }

    /// <summary>What is left, without taking anything.</summary>
    public OperationCost Look(HttpContext http, ClaimsPrincipal? user, long points)
    {
        var asker = AskerOf(http, user);
        return new OperationCost(points, LimitOf(limits, asker), (int)(buckets.GetStatistics(asker)?.CurrentAvailablePermits ?? 0));
    }

    public static TimeSpan UntilFull(OperationCost cost) => UntilThere(cost.Limit - cost.Remaining, cost.Limit);

    static TimeSpan UntilThere(long missing, int limit) => Period * Math.Ceiling((double)missing / EachPeriod(limit));

    static Asker AskerOf(HttpContext http, ClaimsPrincipal? user)
    {
        if (user?.Viewer().Id is { } person) return new Asker(person, 0);
        // The hash of a text differs from process to process, so nobody can choose an address that shares another's bucket.
        return new Asker(null, (int)((uint)SignInLimit.Origin(http.Connection.RemoteIpAddress).GetHashCode(StringComparison.Ordinal) % Addresses));
    }

    static int LimitOf(GraphLimits limits, Asker asker) => asker.Person is null ? limits.CostPerMinuteOfAddress : limits.CostPerMinute;

    static TokenBucketRateLimiterOptions OptionsOf(int limit) => new() { TokenLimit = limit, TokensPerPeriod = EachPeriod(limit), ReplenishmentPeriod = Period };

    static int EachPeriod(int limit) => Math.Max(1, limit / 60);

    public void Dispose() => buckets.Dispose();

    readonly record struct Asker(Guid? Person, int Address);
}
