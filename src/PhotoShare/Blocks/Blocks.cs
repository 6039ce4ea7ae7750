using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>Keeping people away: blocks, which hold both ways and for everyone's eyes, and mutes and restrictions, which only their maker notices. All of it idempotent.</summary>
public sealed class Blocks(PhotoShareDb db)
{
    /// <summary>Blocks somebody, and ends what either follows of the other.</summary>
    public async Task Block(Viewer viewer, Guid userId, CancellationToken ct)
    {
        var me = viewer.Required;
        if (userId == me) throw new Refused("BLOCK_SELF", "Nobody blocks themselves.", "userId");
        var follows = db.Follows.Where(f => (f.FollowerId == me && f.FolloweeId == userId) || (f.FollowerId == userId && f.FolloweeId == me));
        await db.Atomically(async () =>
        {
            await Save(viewer, userId, db.Blocks.Where(b => b.BlockerId == me && b.BlockedId == userId), new Block { BlockerId = me, BlockedId = userId }, ct);
            await follows.ExecuteDeleteAsync(ct);
        }, ct);
        // Once more after the block is saved: a follow made at this moment looks for a block once it is saved, so one of the two finds the other.
        await follows.ExecuteDeleteAsync(ct);
    }

    /// <summary>Takes a block back. Needs no sight of the other: one may always undo what one did. What it ended stays ended.</summary>
    public Task Unblock(Viewer viewer, Guid userId, CancellationToken ct)
    {
        var me = viewer.Required;
        return db.Blocks.Where(b => b.BlockerId == me && b.BlockedId == userId).ExecuteDeleteAsync(ct);
    }

    /// <summary>Keeps somebody out of one's feed and notifications. They are not told.</summary>
    public async Task Mute(Viewer viewer, Guid userId, CancellationToken ct)
    {
        var me = viewer.Required;
        if (userId == me) throw new Refused("MUTE_SELF", "Nobody mutes themselves.", "userId");
        await Save(viewer, userId, db.Mutes.Where(m => m.MuterId == me && m.MutedId == userId), new Mute { MuterId = me, MutedId = userId }, ct);
    }

    public Task Unmute(Viewer viewer, Guid userId, CancellationToken ct)
    {
        var me = viewer.Required;
        return db.Mutes.Where(m => m.MuterId == me && m.MutedId == userId).ExecuteDeleteAsync(ct);
    }

    /// <summary>
    /// Keeps somebody's comments under one's posts to the two, also those that are there, until one is approved; and out of one's
    /// notifications. They are not told.
    /// </summary>
    public async Task Restrict(Viewer viewer, Guid userId, CancellationToken ct)
    {
        var me = viewer.Required;
        if (userId == me) throw new Refused("RESTRICT_SELF", "Nobody restricts themselves.", "userId");
        await Save(viewer, userId, db.Restrictions.Where(r => r.RestricterId == me && r.RestrictedId == userId), new Restriction { RestricterId = me, RestrictedId = userId }, ct);
    }

    /// <summary>Takes a restriction back. What they said meanwhile everybody sees.</summary>
    public Task Unrestrict(Viewer viewer, Guid userId, CancellationToken ct)
    {
        var me = viewer.Required;
        return db.Restrictions.Where(r => r.RestricterId == me && r.RestrictedId == userId).ExecuteDeleteAsync(ct);
    }

    /// <summary>Saves a row about somebody whom the viewer knows of, once.</summary>
    async Task Save<T>(Viewer viewer, Guid userId, IQueryable<T> same, T row, CancellationToken ct) where T : class
    {
        if (!await db.Users.VisibleTo(viewer).AnyAsync(u => u.Id == userId, ct)) throw NoSuchPerson();
        if (await same.AnyAsync(ct)) return;
        db.Add(row);
        await db.SaveOnce(same, () => db.Users.AnyAsync(u => u.Id == userId, ct), NoSuchPerson, ct);
    }

    static Refused NoSuchPerson() => Refused.NotFound("There is no such person.", "userId");
}
