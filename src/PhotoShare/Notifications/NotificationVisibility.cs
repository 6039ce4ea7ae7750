using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

public static class NotificationVisibility
{
    /// <summary>
    /// One's own notifications, as far as there is still something to tell: one sees what it is about, and at least one cause. So
    /// nothing tells of a post that went private, of somebody blocked, or of a like that was taken back.
    /// </summary>
    public static IQueryable<Notification> VisibleTo(this DbSet<Notification> notifications, Viewer viewer)
    {
        var db = notifications.Db();
        var (posts, comments, causes) = (db.Posts.VisibleTo(viewer), db.Comments.VisibleTo(viewer), db.NotificationCauses.VisibleTo(viewer));
        return notifications.AsNoTracking().Where(n => n.RecipientId == viewer.Id
            // Looked up for each, by its id: written as "is there any", a database may rather find all posts that the viewer sees first.
            && (n.PostId == null || posts.Where(post => post.Id == n.PostId).Select(post => post.Id).FirstOrDefault() == n.PostId)
            && (n.CommentId == null || comments.Where(comment => comment.Id == n.CommentId).Select(comment => comment.Id).FirstOrDefault() == n.CommentId)
            && causes.Any(cause => cause.NotificationId == n.Id));
    }

    /// <summary>The causes of one's own notifications: by people who are not blocked either way, nor muted or restricted, with words that one may read.</summary>
    public static IQueryable<NotificationCause> VisibleTo(this DbSet<NotificationCause> causes, Viewer viewer)
    {
        if (viewer.Id is not { } me) return causes.AsNoTracking().Where(_ => false);
        var db = causes.Db();
        var (apart, comments) = (db.ApartFrom(me), db.Comments.VisibleTo(viewer));
        return causes.AsNoTracking().Where(cause => cause.RecipientId == me
            && (cause.ActorId == null
                || (!apart.Contains(cause.ActorId.Value) && !db.Mutes.Any(mute => mute.MuterId == me && mute.MutedId == cause.ActorId)
                    && !db.Restrictions.Any(r => r.RestrictedId == cause.ActorId && r.RestricterId == me)))
            && (cause.CommentId == null || comments.Any(comment => comment.Id == cause.CommentId)));
    }
}
