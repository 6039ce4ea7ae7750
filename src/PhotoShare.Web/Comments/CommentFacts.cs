using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>What others did with a comment, and the viewer among them.</summary>
public sealed record CommentFacts(int LikeCount, int ReplyCount, bool ViewerHasLiked, bool ViewerCanDelete, bool ViewerCanApprove);

/// <summary>All facts of a comment in one statement: who asks for one of them, asks for most.</summary>
public sealed class FactsOfComment(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, CommentFacts>(databases, Query, new CommentFacts(0, 0, false, false, false))
{
    static readonly CompiledQuery<Guid, Keyed<Guid, CommentFacts>> Query = new((db, viewer, ids) =>
    {
        var me = viewer.Id;
        var (likes, replies) = (db.Likes.CountedFor(viewer), db.Comments.CountedFor(viewer));
        Expression<Func<Comment, bool>> isDeletable = viewer.IsSignedIn ? db.IsDeletableBy(viewer) : _ => false;
        var awaitsApproval = db.AwaitsApprovalOf(viewer);
        return db.Comments.VisibleTo(viewer).Where(comment => ids.Contains(comment.Id)).Select(comment => new Keyed<Guid, CommentFacts>(comment.Id, new CommentFacts(
            likes.Count(like => like.CommentId == comment.Id),
            replies.Count(reply => reply.ParentId == comment.Id),
            me != null && db.Likes.Any(like => like.CommentId == comment.Id && like.UserId == me),
            isDeletable.HoldsFor(comment),
            me != null && awaitsApproval.HoldsFor(comment))));
    });
}
