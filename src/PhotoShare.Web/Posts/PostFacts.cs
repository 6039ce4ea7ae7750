using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>What others did with a post, and the viewer among them.</summary>
public sealed record PostFacts(int LikeCount, int CommentCount, bool ViewerHasLiked, bool ViewerCanComment, bool ViewerHasSaved, bool ViewerSeesLikes);

/// <summary>All facts of a post in one statement: who asks for one of them, asks for most.</summary>
public sealed class FactsOfPost(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, PostFacts>(databases, Query, new PostFacts(0, 0, false, false, false, false))
{
    static readonly CompiledQuery<Guid, Keyed<Guid, PostFacts>> Query = new((db, viewer, ids) =>
    {
        var me = viewer.Id;
        var (likes, comments) = (db.Likes.CountedFor(viewer), db.Comments.CountedFor(viewer));
        var hidesLikes = LikeVisibility.HidesLikesFrom(viewer);
        Expression<Func<Post, bool>> isCommentable = viewer.IsSignedIn ? db.IsCommentableBy(viewer) : _ => false;
        return db.Posts.VisibleTo(viewer).Where(post => ids.Contains(post.Id)).Select(post => new Keyed<Guid, PostFacts>(post.Id, new PostFacts(
            hidesLikes.HoldsFor(post) ? 0 : likes.Count(like => like.PostId == post.Id),
            comments.Count(comment => comment.PostId == post.Id),
            me != null && db.Likes.Any(like => like.PostId == post.Id && like.UserId == me),
            isCommentable.HoldsFor(post),
            me != null && db.SavedPosts.Any(saved => saved.PostId == post.Id && saved.UserId == me),
            !hidesLikes.HoldsFor(post))));
    });
}
