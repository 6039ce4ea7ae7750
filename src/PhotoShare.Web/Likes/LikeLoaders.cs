using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>How many like a post or a comment, by its key.</summary>
public sealed class LikeCounts(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, int>(databases, async (db, _, ids, ct) =>
    await db.Likes.Where(l => ids.Contains(l.PostId ?? l.CommentId!.Value)).GroupBy(l => l.PostId ?? l.CommentId!.Value)
        .Select(l => new { l.Key, Count = l.Count() }).ToDictionaryAsync(l => l.Key, l => l.Count, ct), 0);

/// <summary>Whether the viewer likes a post or a comment, by its key.</summary>
public sealed class ViewerLikes(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, bool>(databases, async (db, viewer, ids, ct) =>
    viewer.Id is not { } me ? new Dictionary<Guid, bool>()
    : await db.Likes.Where(l => l.UserId == me && (ids.Contains(l.PostId!.Value) || ids.Contains(l.CommentId!.Value)))
        .Select(l => l.PostId ?? l.CommentId!.Value).ToDictionaryAsync(id => id, _ => true, ct), false);

/// <summary>Somebody's like of a post or a comment.</summary>
public sealed class LikeOfPerson
{
    public required Guid Id { get; init; }
    public required Guid SubjectId { get; init; }
    public required DateTime At { get; init; }
    public required User Person { get; init; }
}

/// <summary>The likes of a post or a comment, by its key.</summary>
public sealed class LikesOfSubject(IDbContextFactory<PhotoShareDb> databases)
    : ConnectionLoader<Guid, LikeOfPerson>(databases,
        (db, viewer) => db.Likes.Join(db.Users.VisibleTo(viewer), l => l.UserId, u => u.Id, (l, u) => new LikeOfPerson { Id = l.Id, SubjectId = l.PostId ?? l.CommentId!.Value, At = l.CreatedAt, Person = u }),
        like => like.SubjectId, like => like.Id, newestFirst: true);

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
