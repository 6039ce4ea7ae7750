using System.Net;
using System.Threading.RateLimiting;

namespace PhotoShare.Web;

/// <summary>Slows down who guesses passwords through the graph, where one address serves all operations and a limit by address would hit them all.</summary>
sealed class SignInAttempts(SlidingWindowRateLimiterOptions window) : IDisposable
{
    readonly PartitionedRateLimiter<IPAddress?> attempts =
        PartitionedRateLimiter.Create<IPAddress?, string>(from => RateLimitPartition.GetSlidingWindowLimiter(SignInLimit.Origin(from), _ => window));

    /// <summary>Counts an attempt; refuses one too many.</summary>
    public void Count(IPAddress? from)
    {
        using var lease = attempts.AttemptAcquire(from);
        if (!lease.IsAcquired)
            throw new Refused("TOO_MANY_ATTEMPTS", "Too many attempts from this address. Wait a minute, then try again.", kind: RefusalKind.RateLimited) { RetryAfter = window.Window };
    }

    public void Dispose() => attempts.Dispose();
}
