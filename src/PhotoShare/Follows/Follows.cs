using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>Following people. All of it idempotent.</summary>
public sealed class Follows(PhotoShareDb db, IEventBus events)
{
    /// <summary>Follows a public account at once; asks a private one.</summary>
    public async Task<FollowStatus> Follow(Viewer viewer, Guid userId, CancellationToken ct)
    {
        var me = viewer.Required;
        if (userId == me) throw new Refused("FOLLOW_SELF", "Nobody follows themselves.", "userId");
        await db.CheckMaySpeak(me, ct);
        var person = await db.Users.VisibleTo(viewer).Select(u => new { u.Id, u.IsPrivate }).SingleOrDefaultAsync(u => u.Id == userId, ct)
            ?? throw NoSuchPerson();
        if (await Apart(me, userId, ct)) throw Refused.Forbidden("You blocked this person. Unblock them first.", "userId");

        var follow = await Between(me, userId, ct);
        if (follow is null)
        {
            follow = new Follow { FollowerId = me, FolloweeId = userId, AcceptedAt = person.IsPrivate ? null : DateTime.UtcNow };
            db.Add(follow);
            var told = await db.Tell(me, [Cause(follow, follow.AcceptedAt is null ? NotificationKind.FollowRequest : NotificationKind.Follow)], ct);
            if (!await db.SaveOnce(Pair(me, userId), () => db.Users.AnyAsync(u => u.Id == userId, ct), NoSuchPerson, ct)) follow = await Between(me, userId, ct) ?? throw NoSuchPerson();
            else if (told) await events.Publish(new NotificationCaused(), ct);
            // A block made at this moment may have looked for follows before this one was there.
            if (await Apart(me, userId, ct))
            {
                await End(me, userId, ct);
                throw NoSuchPerson();
            }
        }
        return follow.AcceptedAt is null ? FollowStatus.Requested : FollowStatus.Following;
    }

    /// <summary>Stops following, or takes the request back.</summary>
    public Task Unfollow(Viewer viewer, Guid userId, CancellationToken ct) => End(viewer.Required, userId, ct);

    /// <summary>Says yes to somebody who asked to follow.</summary>
    public async Task Accept(Viewer viewer, Guid userId, CancellationToken ct)
    {
        var me = viewer.Required;
        if (await db.Atomically(() => AcceptOf(userId, me, ct), ct)) await events.Publish(new NotificationCaused(), ct);
    }

    /// <summary>Whether there is somebody to tell.</summary>
    async Task<bool> AcceptOf(Guid userId, Guid me, CancellationToken ct)
    {
        var follow = await Between(userId, me, ct) ?? throw Refused.NotFound("There is no such request.", "userId");
        if (follow.AcceptedAt is not null) return false;
        var now = DateTime.UtcNow;
        if (await db.Follows.Where(f => f.Id == follow.Id && f.AcceptedAt == null).ExecuteUpdateAsync(set => set.SetProperty(f => f.AcceptedAt, now), ct) == 0) return false;
        // There is nothing left to decide, and somebody to tell.
        await db.NotificationCauses.Where(c => c.FollowId == follow.Id).ExecuteDeleteAsync(ct);
        var told = await db.Tell(me, [Cause(follow, NotificationKind.FollowAccepted)], ct);
        await db.SaveChangesAsync(ct);
        return told;
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

    static NotificationCause Cause(Follow follow, NotificationKind kind) => kind == NotificationKind.FollowAccepted
        ? new() { RecipientId = follow.FollowerId, ActorId = follow.FolloweeId, Kind = kind, FollowId = follow.Id }
        : new() { RecipientId = follow.FolloweeId, ActorId = follow.FollowerId, Kind = kind, FollowId = follow.Id };

    Task<Follow?> Between(Guid follower, Guid followee, CancellationToken ct) => Pair(follower, followee).SingleOrDefaultAsync(ct);

    Task End(Guid follower, Guid followee, CancellationToken ct) => Pair(follower, followee).ExecuteDeleteAsync(ct);

    IQueryable<Follow> Pair(Guid follower, Guid followee) => db.Follows.Where(f => f.FollowerId == follower && f.FolloweeId == followee);

    static Refused NoSuchPerson() => Refused.NotFound("There is no such person.", "userId");
}
