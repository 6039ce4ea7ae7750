using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

partial class Subscription
{
    /// <summary>
    /// Tells of every comment and reply that is added to a post, for as long as you may see it. After a break, give the last
    /// cursor: what was missed comes first, nothing twice.
    /// </summary>
    public static async Task<IAsyncEnumerable<CommentAddedEvent>> OnCommentAdded(
        [FromServices] Live live, [FromServices] PhotoShareDb db, [Me] Viewer me, GlobalId postId, string? after, CancellationToken ct)
    {
        var key = postId.KeyOf(PostNode.Type, "postId");
        var cursor = after is null ? null : CommentOrders.Oldest.Parse(after, "after")[0] as Guid?;
        if (!await db.Posts.VisibleTo(me).AnyAsync(post => post.Id == key, ct)) throw Refused.NotFound("There is no such post.", "postId");
        return live.Resume<CommentAdded, CommentAddedEvent>(
            hint => hint.PostId == key,
            async (services, reading) => cursor is null ? [] : await Seen(services).Where(c => c.Id > cursor).OrderBy(c => c.Id).Select(c => new CommentAddedEvent(c)).ToListAsync(reading),
            async (services, hint, reading) => await Seen(services).SingleOrDefaultAsync(c => c.Id == hint.CommentId, reading) is { } comment ? new CommentAddedEvent(comment) : null,
            added => added.Key,
            ct);

        IQueryable<Comment> Seen(IServiceProvider services) => services.GetRequiredService<PhotoShareDb>().Comments.VisibleTo(me).Where(c => c.PostId == key);
    }
}

/// <summary>A comment was added to a post.</summary>
public sealed class CommentAddedEvent(Comment comment)
{
    internal Guid Key => comment.Id;

    /// <summary>The post it is under.</summary>
    public IDataLoaderResult<PostNode> Post([FromServices] PostById posts, [Me] Viewer me) => posts.Load(me, comment.PostId).Then(post => new PostNode(post!));

    /// <summary>The comment with its cursor, from which to resume.</summary>
    public CommentsEdge Edge { get; } = new(comment, CommentOrders.CursorOf(comment));
}
