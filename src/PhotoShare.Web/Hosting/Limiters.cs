using System.Threading.RateLimiting;
using RedisRateLimiting;
using StackExchange.Redis;

namespace PhotoShare.Web;

/// <summary>Limits that count for all servers where they share a Redis; for this server alone where they don't, and while it does not answer.</summary>
sealed class Limiters(RedisServer? redis = null)
{
    /// <param name="key">Whose bucket of which limit it is.</param>
    public RateLimiter TokenBucket(string key, int limit, int perSecond) => new Limiter(
        redis,
        new TokenBucketRateLimiter(new() { TokenLimit = limit, TokensPerPeriod = perSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), AutoReplenishment = false }),
        connection => new RedisTokenBucketRateLimiter<string>(RedisServer.KeyPrefix + key, new()
        {
            ConnectionMultiplexerFactory = () => connection,
            TokenLimit = limit,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        }));

    /// <param name="key">Whose window of which limit it is.</param>
    public RateLimiter Window(string key, int limit, TimeSpan window) => new Limiter(
        redis,
        new SlidingWindowRateLimiter(new() { PermitLimit = limit, Window = window, SegmentsPerWindow = 6, AutoReplenishment = false }),
        connection => new RedisSlidingWindowRateLimiter<string>(RedisServer.KeyPrefix + key, new() { ConnectionMultiplexerFactory = () => connection, PermitLimit = limit, Window = window }));

    /// <summary>What is left after a lease, from the same count as the lease.</summary>
    public static int Left(RateLimitLease lease, RateLimiterStatistics? own) =>
        lease.TryGetMetadata(RateLimitMetadataName.Remaining, out var left) ? (int)left : (int)(own?.CurrentAvailablePermits ?? 0);

    /// <summary>It is one that is replenished from outside, so that whoever keeps many of them needs one timer.</summary>
    sealed class Limiter(RedisServer? redis, ReplenishingRateLimiter own, Func<IConnectionMultiplexer, RateLimiter> ofAll) : ReplenishingRateLimiter
    {
        static readonly Unanswered NotYet = new();
        RateLimiter? shared;

        public override TimeSpan? IdleDuration => own.IdleDuration;
        public override bool IsAutoReplenishing => false;
        public override TimeSpan ReplenishmentPeriod => own.ReplenishmentPeriod;
        public override bool TryReplenish() => own.TryReplenish();
        public override RateLimiterStatistics? GetStatistics() => own.GetStatistics();

        /// <summary>What others may have taken can't be known at once; who gets no for an answer asks again and waits, as the framework does.</summary>
        protected override RateLimitLease AttemptAcquireCore(int permitCount) => redis is null ? own.AttemptAcquire(permitCount) : NotYet;

        protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => redis is null
            ? own.AttemptAcquire(permitCount)
            : await redis.Ask(
                async connection => await (shared ??= ofAll(connection)).AcquireAsync(permitCount, cancellationToken),
                () => Task.FromResult(own.AttemptAcquire(permitCount)));

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                own.Dispose();
                shared?.Dispose();
            }
            base.Dispose(disposing);
        }
    }

    sealed class Unanswered : RateLimitLease
    {
        public override bool IsAcquired => false;
        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
