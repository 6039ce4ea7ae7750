using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

public static class Commentability
{
    /// <summary>The posts that somebody who is not suspended may comment on: those that they see like anybody in their place, where comments are open, and their author lets them.</summary>
    public static IQueryable<Post> CommentableBy(this DbSet<Post> posts, Viewer viewer) => posts.VisibleTo(viewer.AsMember).Where(posts.Db().TakesCommentsOf(viewer));

    /// <summary>Whether the viewer may comment on a post that they see.</summary>
    public static Expression<Func<Post, bool>> IsCommentableBy(this PhotoShareDb db, Viewer viewer)
    {
        // As a moderator they see what they may not comment on.
        if (!viewer.Moderates) return db.TakesCommentsOf(viewer);
        var commentable = db.Posts.CommentableBy(viewer);
        return post => commentable.Any(one => one.Id == post.Id);
    }

    static Expression<Func<Post, bool>> TakesCommentsOf(this PhotoShareDb db, Viewer viewer)
    {
        var me = viewer.Required;
        // The database's clock: a compiled query has no other.
        return post => post.CommentsEnabled && !db.Users.Any(u => u.Id == me && u.SuspendedUntil > DateTime.UtcNow) && (post.AuthorId == me
            || post.Author!.WhoCanComment == Audience.Everyone
            || (post.Author.WhoCanComment == Audience.Following && db.Follows.Any(f => f.FollowerId == post.AuthorId && f.FolloweeId == me && f.AcceptedAt != null)));
    }

    /// <summary>The comments that only their author and the viewer see, until the viewer approves them: by people whom they restricted, under their posts.</summary>
    public static IQueryable<Comment> ApprovableBy(this DbSet<Comment> comments, Viewer viewer) => comments.Where(comments.Db().AwaitsApprovalOf(viewer));

    /// <summary>Whether a comment is one of those.</summary>
    public static Expression<Func<Comment, bool>> AwaitsApprovalOf(this PhotoShareDb db, Viewer viewer)
    {
        var me = viewer.Id;
        return comment => comment.ApprovedAt == null && comment.Post!.AuthorId == me && db.Restrictions.Any(r => r.RestrictedId == comment.AuthorId && r.RestricterId == me);
    }

    /// <summary>Why somebody may not comment on a post; <c>null</c> if they may.</summary>
    internal static async Task<Refused?> WhyNotCommentable(this PhotoShareDb db, Viewer viewer, Guid postId, CancellationToken ct)
    {
        var commentable = db.Posts.CommentableBy(viewer);
        var post = await db.Posts.VisibleTo(viewer.AsMember).Where(p => p.Id == postId)
            .Select(p => new { p.CommentsEnabled, p.Author!.WhoCanComment, IsOpen = commentable.Any(open => open.Id == p.Id) }).SingleOrDefaultAsync(ct);
        return post switch
        {
            null => Refused.NotFound("There is no such post.", "postId"),
            { IsOpen: true } => null,
            { CommentsEnabled: false } => Refused.Forbidden("Comments on this post are closed.", "postId"),
            { WhoCanComment: Audience.Following } => Refused.Forbidden("Its author takes comments from the people they follow.", "postId"),
            _ => Refused.Forbidden("Its author takes no comments.", "postId"),
        };
    }
}
