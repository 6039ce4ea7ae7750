using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>A browser that a worker has until its lease ends.</summary>
/// <param name="Since">What it has been told up to.</param>
/// <param name="Position">What there is to tell up to.</param>
/// <param name="Until">The lease, which nobody else's equals.</param>
public sealed record PushClaim(PushSubscription Subscription, long Since, long Position, int Attempt, DateTime Until);

/// <summary>Who is to be told what they do not know yet. Workers call it and no person, so it takes no viewer.</summary>
public sealed class Pushing(PhotoShareDb db)
{
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>How long a browser is left alone after one; what happens meanwhile is told together.</summary>
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    /// <summary>After so many failures, a day's worth, it is given up.</summary>
    const int Attempts = 30;

    /// <summary>Takes the browser that has waited for longest; <c>null</c> when none is due.</summary>
    public async Task<PushClaim?> Claim(CancellationToken ct)
    {
        while (true)
        {
            var now = DateTime.UtcNow;
            var due = await (from push in db.PushSubscriptions.AsNoTracking()
                             join user in db.Users on push.UserId equals user.Id
                             where push.DueAt <= now && push.PushedPosition < user.NotificationPosition && user.PushNotifications && user.BannedAt == null && user.LeavesAt == null
                                 && db.Sessions.Any(s => s.Id == push.SessionId && s.UserId == push.UserId)
                             orderby push.DueAt
                             select new { Push = push, user.NotificationPosition }).FirstOrDefaultAsync(ct);
            if (due is null) return null;
            var until = now + Lease;
            var claimed = await db.PushSubscriptions.Where(p => p.Id == due.Push.Id && p.DueAt == due.Push.DueAt)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.DueAt, until).SetProperty(p => p.Attempts, p => p.Attempts + 1), ct);
            if (claimed == 1) return new PushClaim(due.Push, due.Push.PushedPosition, due.NotificationPosition, due.Push.Attempts + 1, until);
            // Another worker was faster; look for the next one.
        }
    }

    /// <summary>It has been told, or there was nothing (any more) to tell.</summary>
    public Task Told(PushClaim claim, CancellationToken ct)
    {
        var next = DateTime.UtcNow + Rest;
        return Held(claim).ExecuteUpdateAsync(set => set.SetProperty(p => p.PushedPosition, claim.Position).SetProperty(p => p.Attempts, 0).SetProperty(p => p.DueAt, next), ct);
    }

    /// <summary>It could not be told this time: again when its service says, or in a few seconds, then later and later, up to an hour.</summary>
    public async Task Fault(PushClaim claim, TimeSpan? after, CancellationToken ct)
    {
        if (claim.Attempt >= Attempts)
        {
            await Gone(claim, ct);
            return;
        }
        var wait = TimeSpan.FromSeconds(Math.Min(3_600, Math.Max(after?.TotalSeconds ?? 0, 5 * Math.Pow(2, Math.Min(claim.Attempt, 12) - 1))));
        var next = DateTime.UtcNow + wait;
        await Held(claim).ExecuteUpdateAsync(set => set.SetProperty(p => p.DueAt, next), ct);
    }

    /// <summary>Its service knows it no more.</summary>
    public Task Gone(PushClaim claim, CancellationToken ct) => Held(claim).ExecuteDeleteAsync(ct);

    /// <summary>Forgets those whose session has ended.</summary>
    public Task Forget(CancellationToken ct) =>
        db.PushSubscriptions.Where(p => !db.Sessions.Any(s => s.Id == p.SessionId && s.UserId == p.UserId)).ExecuteDeleteAsync(ct);

    IQueryable<PushSubscription> Held(PushClaim claim) => db.PushSubscriptions.Where(p => p.Id == claim.Subscription.Id && p.DueAt == claim.Until);
}
