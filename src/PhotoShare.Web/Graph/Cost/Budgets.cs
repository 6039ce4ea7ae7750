using System.Security.Claims;
using System.Threading.RateLimiting;

namespace PhotoShare.Web;

/// <summary>
/// Everybody's budget of points: a bucket that refills each second, one for each person, and one for each address that nobody has
/// signed in from, of which some share one, so that nobody fills the memory by coming from many.
/// </summary>
sealed class Budgets(GraphLimits limits, Limiters limiters, AddressHash addresses) : IDisposable
{
    readonly PartitionedRateLimiter<Asker> buckets = PartitionedRateLimiter.Create<Asker, Asker>(
        asker => RateLimitPartition.Get(asker, one => limiters.TokenBucket($"budget:{one.Name}", LimitOf(limits, one), EachSecond(LimitOf(limits, one)))));

    /// <summary>Takes the points of an operation.</summary>
    /// <returns>What is left, and how long to wait when it was not enough; then nothing is taken.</returns>
    public async ValueTask<(OperationCost Cost, TimeSpan? Wait)> Charge(HttpContext http, ClaimsPrincipal? user, long points, CancellationToken ct)
    {
        var asker = AskerOf(http, user);
        var limit = LimitOf(limits, asker);
        if (points > limit)
        {
            var whole = await Look(http, user, points, ct);
            return (whole, UntilThere(points - whole.Remaining, limit));
        }
        using var lease = await buckets.AcquireAsync(asker, (int)points, ct);
        var cost = new OperationCost(points, limit, Limiters.Left(lease, buckets.GetStatistics(asker)));
        return (cost, lease.IsAcquired ? null : UntilThere(points - cost.Remaining, limit));
    }

    /// <summary>What is left, without taking anything.</summary>
    public async ValueTask<OperationCost> Look(HttpContext http, ClaimsPrincipal? user, long points, CancellationToken ct)
    {
        var asker = AskerOf(http, user);
        using var nothing = await buckets.AcquireAsync(asker, 0, ct);
        return new OperationCost(points, LimitOf(limits, asker), Limiters.Left(nothing, buckets.GetStatistics(asker)));
    }

    public static TimeSpan UntilFull(OperationCost cost) => UntilThere(cost.Limit - cost.Remaining, cost.Limit);

    static TimeSpan UntilThere(long missing, int limit) => TimeSpan.FromSeconds(Math.Ceiling((double)missing / EachSecond(limit)));

    Asker AskerOf(HttpContext http, ClaimsPrincipal? user) =>
        user?.Viewer().Id is { } person ? new Asker(person, 0) : new Asker(null, addresses.Of(http.Connection.RemoteIpAddress));

    static int LimitOf(GraphLimits limits, Asker asker) => asker.Person is null ? limits.CostPerMinuteOfAddress : limits.CostPerMinute;

    static int EachSecond(int limit) => Math.Max(1, limit / 60);

    public void Dispose() => buckets.Dispose();

    readonly record struct Asker(Guid? Person, int Address)
    {
        public string Name => Person is { } id ? $"person:{id:n}" : $"address:{Address}";
    }
}
