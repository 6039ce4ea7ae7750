using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>Following people. All of it idempotent.</summary>
public sealed class Follows(PhotoShareDb db)
{
    /// <summary>Follows a public account at once; asks a private one.</summary>
    public async Task<FollowStatus> Follow(Viewer viewer, Guid userId, CancellationToken ct)
    {
        var me = viewer.Required;
        if (userId == me) throw new Refused("FOLLOW_SELF", "Nobody follows themselves.", "userId");
        var person = await db.Users.VisibleTo(viewer).Select(u => new { u.Id, u.IsPrivate }).SingleOrDefaultAsync(u => u.Id == userId, ct)
            ?? throw Refused.NotFound("There is no such person.", "userId");
        if (await Apart(me, userId, ct)) throw Refused.Forbidden("You blocked this person. Unblock them first.", "userId");

        var follow = await Between(me, userId, ct);
        if (follow is null)
        {
            follow = new Follow { FollowerId = me, FolloweeId = userId, AcceptedAt = person.IsPrivate ? null : DateTime.UtcNow };
            db.Add(follow);
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException)
            {
                db.ChangeTracker.Clear();
                follow = await Between(me, userId, ct) ?? throw Refused.NotFound("There is no such person.", "userId");
            }
            // A block made at this moment may have looked for follows before this one was there.
            if (await Apart(me, userId, ct))
            {
                await End(me, userId, ct);
                throw Refused.NotFound("There is no such person.", "userId");
            }
        }
        return follow.AcceptedAt is null ? FollowStatus.Requested : FollowStatus.Following;
    }

    /// <summary>Stops following, or takes the request back.</summary>
    public Task Unfollow(Viewer viewer, Guid userId, CancellationToken ct) => End(viewer.Required, userId, ct);

    /// <summary>Says yes to somebody who asked to follow.</summary>
    public async Task Accept(Viewer viewer, Guid userId, CancellationToken ct)
    {
        var follow = await Between(userId, viewer.Required, ct) ?? throw Refused.NotFound("There is no such request.", "userId");
        follow.AcceptedAt ??= DateTime.UtcNow;
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Says no to a request. The other is not told.</summary>
    public Task Decline(Viewer viewer, Guid userId, CancellationToken ct)
    {
        var me = viewer.Required;
        return db.Follows.Where(f => f.FollowerId == userId && f.FolloweeId == me && f.AcceptedAt == null).ExecuteDeleteAsync(ct);
    }

    /// <summary>Makes somebody no longer a follower. The other is not told.</summary>
    public Task RemoveFollower(Viewer viewer, Guid userId, CancellationToken ct) => End(userId, viewer.Required, ct);

    Task<bool> Apart(Guid me, Guid userId, CancellationToken ct) => db.ApartFrom(me).AnyAsync(id => id == userId, ct);

    Task<Follow?> Between(Guid follower, Guid followee, CancellationToken ct) =>
        db.Follows.SingleOrDefaultAsync(f => f.FollowerId == follower && f.FolloweeId == followee, ct);

    Task End(Guid follower, Guid followee, CancellationToken ct) =>
        db.Follows.Where(f => f.FollowerId == follower && f.FolloweeId == followee).ExecuteDeleteAsync(ct);
}
