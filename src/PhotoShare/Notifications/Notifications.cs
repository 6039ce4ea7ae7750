using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>What somebody is told: read.</summary>
public sealed class Notifications(PhotoShareDb db, IEventBus events)
{
    /// <summary>Marks one's notifications read: all of them, or that one and those before it.</summary>
    public async Task MarkRead(Viewer viewer, Guid? notificationId, CancellationToken ct)
    {
        var me = viewer.Required;
        if (await db.Atomically(() => Mark(me, notificationId, ct), ct) > 0) await events.Publish(new NotificationsChanged(me), ct);
    }

    async Task<int> Mark(Guid me, Guid? notificationId, CancellationToken ct)
    {
        // Under the lock, so that nothing is folded into one that has just been read.
        await db.LockPerson(me, ct);
        var last = notificationId is null
            ? long.MaxValue
            : await db.Notifications.Where(n => n.Id == notificationId && n.RecipientId == me).Select(n => (long?)n.Position).SingleOrDefaultAsync(ct)
                ?? throw Refused.NotFound("There is no such notification.", "before");
        var now = DateTime.UtcNow;
        return await db.Notifications.Where(n => n.RecipientId == me && n.ReadAt == null && n.Position <= last)
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, now), ct);
    }
}
