using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>Likes of posts and comments. All of it idempotent: to like twice is to like.</summary>
public sealed class Likes(PhotoShareDb db, IEventBus events)
{
    public async Task LikePost(Viewer viewer, Guid postId, CancellationToken ct)
    {
        var me = viewer.Required;
        await db.CheckMaySpeak(me, ct);
        var author = await db.Posts.VisibleTo(viewer).Where(p => p.Id == postId).Select(p => (Guid?)p.AuthorId).SingleOrDefaultAsync(ct)
            ?? throw Refused.NotFound("There is no such post.", "subjectId");
        var like = new Like { UserId = me, PostId = postId };
        var told = new NotificationCause { RecipientId = author, ActorId = me, Kind = NotificationKind.Like, PostId = postId, LikeId = like.Id };
        if (await Save(db.Likes.Where(l => l.PostId == postId && l.UserId == me), like, told, ct))
            await events.Publish(new PostChanged(postId, PostChange.Likes), ct);
    }

    public async Task LikeComment(Viewer viewer, Guid commentId, CancellationToken ct)
    {
        var me = viewer.Required;
        await db.CheckMaySpeak(me, ct);
        var comment = await db.Comments.VisibleTo(viewer).Where(c => c.Id == commentId).Select(c => new { c.AuthorId, c.PostId }).SingleOrDefaultAsync(ct)
            ?? throw Refused.NotFound("There is no such comment.", "subjectId");
        var like = new Like { UserId = me, CommentId = commentId };
        var told = new NotificationCause { RecipientId = comment.AuthorId, ActorId = me, Kind = NotificationKind.Like, PostId = comment.PostId, CommentId = commentId, LikeId = like.Id };
        await Save(db.Likes.Where(l => l.CommentId == commentId && l.UserId == me), like, told, ct);
    }

    /// <summary>Takes a like back. Needs no sight of the post: one may always undo what one did.</summary>
    public async Task UnlikePost(Viewer viewer, Guid postId, CancellationToken ct)
    {
        var me = viewer.Required;
        if (await db.Likes.Where(l => l.PostId == postId && l.UserId == me).ExecuteDeleteAsync(ct) > 0)
            await events.Publish(new PostChanged(postId, PostChange.Likes), ct);
    }

    public async Task UnlikeComment(Viewer viewer, Guid commentId, CancellationToken ct)
    {
        var me = viewer.Required;
        await db.Likes.Where(l => l.CommentId == commentId && l.UserId == me).ExecuteDeleteAsync(ct);
    }

    /// <summary>Whether the like is new.</summary>
    async Task<bool> Save(IQueryable<Like> same, Like like, NotificationCause cause, CancellationToken ct)
    {
        if (await same.AnyAsync(ct)) return false;
        db.Add(like);
        var told = await db.Tell(like.UserId, [cause], ct);
        var saved = await db.SaveOnce(
            same, async () => await db.Posts.AnyAsync(p => p.Id == like.PostId, ct) || await db.Comments.AnyAsync(c => c.Id == like.CommentId, ct),
            () => Refused.NotFound("It is no longer there.", "subjectId"), ct);
        if (saved && told) await events.Publish(new NotificationCaused(), ct);
        return saved;
    }
}
