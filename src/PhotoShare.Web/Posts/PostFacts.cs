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
        var hidden = db.Posts.LikesHiddenFrom(viewer);
        var open = viewer.IsSignedIn ? db.Posts.CommentableBy(viewer) : db.Posts;
        return db.Posts.VisibleTo(viewer).Where(post => ids.Contains(post.Id)).Select(post => new Keyed<Guid, PostFacts>(post.Id, new PostFacts(
            hidden.Any(one => one.Id == post.Id) ? 0 : likes.Count(like => like.PostId == post.Id),
            comments.Count(comment => comment.PostId == post.Id),
            me != null && db.Likes.Any(like => like.PostId == post.Id && like.UserId == me),
            me != null && open.Any(commentable => commentable.Id == post.Id),
            me != null && db.SavedPosts.Any(saved => saved.PostId == post.Id && saved.UserId == me),
            !hidden.Any(one => one.Id == post.Id))));
    });
}
