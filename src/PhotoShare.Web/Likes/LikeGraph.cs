using GraphQL;
using GraphQL.DataLoader;

namespace PhotoShare.Web;

/// <summary>Something that people can like.</summary>
[Implements(typeof(INode))]
public interface ILikeable : INode
{
    /// <summary>How many people like it.</summary>
    IDataLoaderResult<int> LikeCount([FromServices] LikeReader likes, [Me] Viewer me);

    /// <summary>Whether you like it.</summary>
    IDataLoaderResult<bool> ViewerHasLiked([FromServices] LikeReader likes, [Me] Viewer me);

    /// <summary>The people who like it, the latest first.</summary>
    IDataLoaderResult<LikesConnection> Likes([FromServices] LikeReader likes, [Me] Viewer me, int? first, string? after, int? last, string? before);
}

partial class PostNode
{
    /// <summary>How many people like it.</summary>
    public IDataLoaderResult<int> LikeCount([FromServices] LikeReader likes, [Me] Viewer me) => likes.Count(me, new(post.Id, IsPost: true));

    /// <summary>Whether you like it.</summary>
    public IDataLoaderResult<bool> ViewerHasLiked([FromServices] LikeReader likes, [Me] Viewer me) => likes.Viewer(me, new(post.Id, IsPost: true));

    /// <summary>The people who like it, the latest first.</summary>
    public IDataLoaderResult<LikesConnection> Likes([FromServices] LikeReader likes, [Me] Viewer me, int? first, string? after, int? last, string? before) =>
        likes.Page(me, new(post.Id, IsPost: true), PageRequest.Of(first, after, last, before)).Then(page => new LikesConnection(page));
}

partial class CommentNode
{
    /// <summary>How many people like it.</summary>
    public IDataLoaderResult<int> LikeCount([FromServices] LikeReader likes, [Me] Viewer me) => likes.Count(me, new(comment.Id, IsPost: false));

    /// <summary>Whether you like it.</summary>
    public IDataLoaderResult<bool> ViewerHasLiked([FromServices] LikeReader likes, [Me] Viewer me) => likes.Viewer(me, new(comment.Id, IsPost: false));

    /// <summary>The people who like it, the latest first.</summary>
    public IDataLoaderResult<LikesConnection> Likes([FromServices] LikeReader likes, [Me] Viewer me, int? first, string? after, int? last, string? before) =>
        likes.Page(me, new(comment.Id, IsPost: false), PageRequest.Of(first, after, last, before)).Then(page => new LikesConnection(page));
}

/// <summary>People who like something, the latest first.</summary>
public sealed class LikesConnection(RowPage<LikeOfPerson> page)
    : CountedConnection<LikeOfPerson, LikesEdge, UserNode>(page, (like, cursor) => new LikesEdge(like, cursor), edge => edge.Node);

/// <summary>Somebody who likes something.</summary>
public sealed class LikesEdge(LikeOfPerson like, string cursor)
{
    /// <summary>The place in the list.</summary>
    public string Cursor => cursor;

    /// <summary>Who likes it.</summary>
    public UserNode Node { get; } = new(like.Person);

    /// <summary>Since when.</summary>
    public DateTime LikedAt => like.At;
}

partial class Mutation
{
    /// <summary>Likes a post or a comment. To like twice is to like.</summary>
    [SignedIn, Scoped(Scope.Write)]
    public static Task<LikePayload> Like([FromServices] Likes likes, [FromServices] PhotoShareDb db, [Me] Viewer me, LikeInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            var subject = LikeSubject.Of(input.SubjectId);
            await (subject.IsPost ? likes.LikePost(me, subject.Key, ct) : likes.LikeComment(me, subject.Key, ct));
            return new LikePayload { Subject = await subject.Read(db, me, ct) };
        });

    /// <summary>Takes a like back.</summary>
    [SignedIn, Scoped(Scope.Write)]
    public static Task<UnlikePayload> Unlike([FromServices] Likes likes, [FromServices] PhotoShareDb db, [Me] Viewer me, UnlikeInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            var subject = LikeSubject.Of(input.SubjectId);
            await (subject.IsPost ? likes.UnlikePost(me, subject.Key, ct) : likes.UnlikeComment(me, subject.Key, ct));
            return new UnlikePayload { Subject = await subject.Read(db, me, ct) };
        });
}

/// <summary>What to like.</summary>
public sealed class LikeInput : MutationInput
{
    /// <summary>A post's or a comment's id.</summary>
    public required GlobalId SubjectId { get; init; }
}

/// <summary>What like answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError), typeof(ForbiddenError))]
public sealed class LikePayload : Payload
{
    /// <summary>The post or comment.</summary>
    public ILikeable? Subject { get; init; }
}

/// <summary>What to like no longer.</summary>
public sealed class UnlikeInput : MutationInput
{
    /// <summary>A post's or a comment's id.</summary>
    public required GlobalId SubjectId { get; init; }
}

/// <summary>What unlike answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError))]
public sealed class UnlikePayload : Payload
{
    /// <summary>The post or comment; null if you may not see it any more.</summary>
    public ILikeable? Subject { get; init; }
}
