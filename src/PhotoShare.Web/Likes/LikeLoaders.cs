using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>Reads likes, of posts by one index and of comments by another.</summary>
public sealed class LikeReader(FactsOfPost posts, FactsOfComment comments, LikesOfPost ofPost, LikesOfComment ofComment)
{
    internal IDataLoaderResult<int> Count(Viewer me, LikeSubject subject) =>
        subject.IsPost ? posts.Load(me, subject.Key).Then(of => of.LikeCount) : comments.Load(me, subject.Key).Then(of => of.LikeCount);

    internal IDataLoaderResult<bool> Viewer(Viewer me, LikeSubject subject) =>
        subject.IsPost ? posts.Load(me, subject.Key).Then(of => of.ViewerHasLiked) : comments.Load(me, subject.Key).Then(of => of.ViewerHasLiked);

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
    public required KnownPerson Person { get; init; }
}

public sealed class LikesOfPost(IDbContextFactory<PhotoShareDb> databases) : ConnectionLoader<Guid, LikeOfPerson>(databases,
    (db, viewer) => db.Likes.VisibleTo(viewer).Where(l => l.PostId != null)
        .Join(db.People.VisibleTo(viewer), l => l.UserId, u => u.Id, (l, u) => new LikeOfPerson { Id = l.Id, SubjectId = l.PostId!.Value, At = l.CreatedAt, Person = u }),
    like => like.SubjectId, like => like.Id, newestFirst: true);

public sealed class LikesOfComment(IDbContextFactory<PhotoShareDb> databases) : ConnectionLoader<Guid, LikeOfPerson>(databases,
    (db, viewer) => db.Likes.CountedFor(viewer).Where(l => l.CommentId != null)
        .Join(db.People.VisibleTo(viewer), l => l.UserId, u => u.Id, (l, u) => new LikeOfPerson { Id = l.Id, SubjectId = l.CommentId!.Value, At = l.CreatedAt, Person = u }),
    like => like.SubjectId, like => like.Id, newestFirst: true);
