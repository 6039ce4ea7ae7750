using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>
/// Folds causes into notifications. Workers call it and no person, so it takes no viewer. Any number may, on any number of
/// servers: whoever has the recipient's lock folds all that waits for them, and the next finds nothing left.
/// </summary>
public sealed class NotificationFolding(PhotoShareDb db, IEventBus events)
{
    /// <summary>Recipients of one round, and causes of one recipient in one transaction.</summary>
    const int Recipients = 100, Causes = 500;

    /// <summary>Tries for one recipient: what a notification is about may be deleted while it is written.</summary>
    const int Attempts = 3;

    /// <summary>Folds what waits for some recipients; false when nothing waited.</summary>
    public async Task<bool> Fold(CancellationToken ct)
    {
        var recipients = await db.NotificationCauses.Where(c => c.NotificationId == null).Select(c => c.RecipientId).Distinct().OrderBy(id => id).Take(Recipients).ToListAsync(ct);
        foreach (var recipient in recipients)
        {
            if (await Try(recipient, ct)) await events.Publish(new NotificationsChanged(recipient), ct);
        }
        return recipients.Count > 0;
    }

    async Task<bool> Try(Guid recipient, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await db.Atomically(() => FoldFor(recipient, ct), ct);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Its post or comment went away meanwhile, and with it the cause.
            }
        }
    }

    async Task<bool> FoldFor(Guid recipient, CancellationToken ct)
    {
        if (await db.LockPerson(recipient, ct) is not { } position) return false;
        var waiting = await db.NotificationCauses.AsNoTracking().Where(c => c.RecipientId == recipient && c.NotificationId == null)
            .OrderBy(c => c.Id).Take(Causes)
            .Select(c => new Waiting(c, db.Comments.Where(reply => reply.Id == c.CommentId).Select(reply => reply.ParentId).SingleOrDefault()))
            .ToListAsync(ct);
        if (waiting.Count == 0) return false;

        var open = (await Open(recipient, [.. waiting.Select(w => w.Cause)], ct)).ToDictionary(Subject.Of);
        foreach (var same in waiting.GroupBy(w => Subject.Of(w)))
        {
            var last = same.Last().Cause.CreatedAt;
            if (open.TryGetValue(same.Key, out var notification)) (notification.Position, notification.UpdatedAt) = (++position, last);
            else db.Add(open[same.Key] = notification = same.Key.Notify(recipient, ++position, last));
        }
        await db.SaveChangesAsync(ct);
        foreach (var same in waiting.GroupBy(w => open[Subject.Of(w)].Id, w => w.Cause.Id))
        {
            // One that was taken back meanwhile is simply not there.
            List<Guid> causes = [.. same];
            await db.NotificationCauses.Where(c => causes.Contains(c.Id)).ExecuteUpdateAsync(set => set.SetProperty(c => c.NotificationId, same.Key), ct);
        }
        await db.Users.Where(u => u.Id == recipient).ExecuteUpdateAsync(set => set.SetProperty(u => u.NotificationPosition, position), ct);
        return true;
    }

    /// <summary>The unread notifications that some of the causes may belong to.</summary>
    Task<List<Notification>> Open(Guid recipient, IReadOnlyList<NotificationCause> causes, CancellationToken ct)
    {
        var kinds = causes.Select(c => c.Kind).Distinct().ToList();
        var posts = causes.Select(c => c.PostId).Distinct().ToList();
        var photos = causes.Select(c => c.PhotoId).Distinct().ToList();
        return db.Notifications
            .Where(n => n.RecipientId == recipient && n.ReadAt == null && kinds.Contains(n.Kind)
                && (n.PostId == null || posts.Contains(n.PostId)) && (n.PhotoId == null || photos.Contains(n.PhotoId)))
            .ToListAsync(ct);
    }

    /// <summary>A cause with the comment that its own one answers.</summary>
    sealed record Waiting(NotificationCause Cause, Guid? ParentId);

    /// <summary>What is told together.</summary>
    readonly record struct Subject(NotificationKind Kind, Guid? PostId, Guid? CommentId, Guid? PhotoId, Guid? ActionId)
    {
        public static Subject Of(Notification notification) => new(notification.Kind, notification.PostId, notification.CommentId, notification.PhotoId, notification.ActionId);

        public static Subject Of(Waiting waiting) => new(waiting.Cause.Kind, waiting.Cause.PostId, waiting.Cause.Kind switch
        {
            // All comments on a post are one thing, and so are all replies in a thread.
            NotificationKind.Comment => null,
            NotificationKind.Reply => waiting.ParentId,
            _ => waiting.Cause.CommentId,
        }, waiting.Cause.PhotoId, waiting.Cause.ActionId);

        public Notification Notify(Guid recipient, long position, DateTime at) =>
            new() { RecipientId = recipient, Kind = Kind, PostId = PostId, CommentId = CommentId, PhotoId = PhotoId, ActionId = ActionId, Position = position, UpdatedAt = at };
    }
}
