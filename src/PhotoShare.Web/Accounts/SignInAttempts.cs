using System.Net;
using System.Threading.RateLimiting;

namespace PhotoShare.Web;

/// <summary>Slows down who guesses passwords through the graph, where one address serves all operations and a limit by address would hit them all.</summary>
sealed class SignInAttempts(Limiters limiters, int perMinute) : IDisposable
{
    static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    readonly PartitionedRateLimiter<IPAddress?> attempts = PartitionedRateLimiter.Create<IPAddress?, string>(
        from => RateLimitPartition.Get(SignInLimit.Origin(from), origin => limiters.Window($"sign-in:{origin}", perMinute, Window)));

    /// <summary>Counts an attempt; refuses one too many.</summary>
    public async Task Count(IPAddress? from, CancellationToken ct)
    {
        using var lease = await attempts.AcquireAsync(from, 1, ct);
        if (!lease.IsAcquired)
            throw new Refused("TOO_MANY_ATTEMPTS", "Too many attempts from this address. Wait a minute, then try again.", kind: RefusalKind.RateLimited) { RetryAfter = Window };
    }

    public void Dispose() => attempts.Dispose();
}
