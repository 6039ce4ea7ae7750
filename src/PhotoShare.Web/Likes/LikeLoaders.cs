using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>Reads likes, of posts by one index and of comments by another.</summary>
public sealed class LikeReader(
    PostLikeCounts postCounts, CommentLikeCounts commentCounts, ViewerPostLikes viewerPosts, ViewerCommentLikes viewerComments, LikesOfPost ofPost, LikesOfComment ofComment)
{
    internal IDataLoaderResult<int> Count(Viewer me, LikeSubject subject) => subject.IsPost ? postCounts.Load(me, subject.Key) : commentCounts.Load(me, subject.Key);

    internal IDataLoaderResult<bool> Viewer(Viewer me, LikeSubject subject) => subject.IsPost ? viewerPosts.Load(me, subject.Key) : viewerComments.Load(me, subject.Key);

    internal IDataLoaderResult<RowPage<LikeOfPerson>> Page(Viewer me, LikeSubject subject, PageRequest page) =>
        subject.IsPost ? ofPost.Load(me, subject.Key, page) : ofComment.Load(me, subject.Key, page);
}

/// <summary>What a like is of, from its global id.</summary>
readonly record struct LikeSubject(Guid Key, bool IsPost)
{
    public static LikeSubject Of(GlobalId id) => id.Read("subjectId").Type == CommentNode.Type
        ? new(id.KeyOf(CommentNode.Type, "subjectId"), false)
        : new(id.KeyOf(PostNode.Type, "subjectId"), true);

    public async Task<ILikeable?> Read(PhotoShareDb db, Viewer viewer, CancellationToken ct)
    {
        var key = Key;
        if (IsPost) return await db.Posts.VisibleTo(viewer).SingleOrDefaultAsync(p => p.Id == key, ct) is { } post ? new PostNode(post) : null;
        return await db.Comments.VisibleTo(viewer).SingleOrDefaultAsync(c => c.Id == key, ct) is { } comment ? new CommentNode(comment) : null;
    }
}

/// <summary>A like, with the person whose it is.</summary>
public sealed class LikeOfPerson
{
    public required Guid Id { get; init; }
    public required Guid SubjectId { get; init; }
    public required DateTime At { get; init; }
    public required User Person { get; init; }
}

public sealed class PostLikeCounts(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, int>(databases, async (db, _, ids, ct) =>
    await db.Likes.Where(l => ids.Contains(l.PostId!.Value)).GroupBy(l => l.PostId!.Value)
        .Select(l => new { l.Key, Count = l.Count() }).ToDictionaryAsync(l => l.Key, l => l.Count, ct), 0);

public sealed class CommentLikeCounts(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, int>(databases, async (db, _, ids, ct) =>
    await db.Likes.Where(l => ids.Contains(l.CommentId!.Value)).GroupBy(l => l.CommentId!.Value)
        .Select(l => new { l.Key, Count = l.Count() }).ToDictionaryAsync(l => l.Key, l => l.Count, ct), 0);

public sealed class ViewerPostLikes(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, bool>(databases, async (db, viewer, ids, ct) =>
    viewer.Id is not { } me ? new Dictionary<Guid, bool>()
    : await db.Likes.Where(l => l.UserId == me && ids.Contains(l.PostId!.Value)).Select(l => l.PostId!.Value).ToDictionaryAsync(id => id, _ => true, ct), false);

public sealed class ViewerCommentLikes(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, bool>(databases, async (db, viewer, ids, ct) =>
    viewer.Id is not { } me ? new Dictionary<Guid, bool>()
    : await db.Likes.Where(l => l.UserId == me && ids.Contains(l.CommentId!.Value)).Select(l => l.CommentId!.Value).ToDictionaryAsync(id => id, _ => true, ct), false);

public sealed class LikesOfPost(IDbContextFactory<PhotoShareDb> databases) : ConnectionLoader<Guid, LikeOfPerson>(databases,
    (db, viewer) => db.Likes.Where(l => l.PostId != null)
        .Join(db.Users.VisibleTo(viewer), l => l.UserId, u => u.Id, (l, u) => new LikeOfPerson { Id = l.Id, SubjectId = l.PostId!.Value, At = l.CreatedAt, Person = u }),
    like => like.SubjectId, like => like.Id, newestFirst: true);

public sealed class LikesOfComment(IDbContextFactory<PhotoShareDb> databases) : ConnectionLoader<Guid, LikeOfPerson>(databases,
    (db, viewer) => db.Likes.Where(l => l.CommentId != null)
        .Join(db.Users.VisibleTo(viewer), l => l.UserId, u => u.Id, (l, u) => new LikeOfPerson { Id = l.Id, SubjectId = l.CommentId!.Value, At = l.CreatedAt, Person = u }),
    like => like.SubjectId, like => like.Id, newestFirst: true);
