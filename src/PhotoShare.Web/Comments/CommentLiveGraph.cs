using GraphQL;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

partial class Subscription
{
    /// <summary>
    /// Tells of every comment and reply that is added to a post, each once and in order, and ends when you may no longer see the
    /// post. After a break, give the last cursor: what was missed comes first.
    /// </summary>
    /// <param name="after">The cursor of the last comment you have, from this subscription or from a list of the post's comments; without one it begins with what is added from now on.</param>
    [Scoped(Scope.Read)]
    public static async Task<IAsyncEnumerable<CommentAddedEvent>> OnCommentAdded(
        IResolveFieldContext context, [FromServices] Live live, [FromServices] CommentListening listening, [FromServices] PhotoShareDb db, [Me] Viewer me, GlobalId postId, string? after, CancellationToken ct)
    {
        var key = postId.KeyOf(PostNode.Type, "postId");
        var place = after is null ? null : CommentOrders.Oldest.Parse(after, "after");
        var last = await db.Posts.VisibleTo(me).Where(p => p.Id == key).Select(p => (long?)p.CommentPosition).SingleOrDefaultAsync(ct)
            ?? throw Refused.NotFound("There is no such post.", "postId");
        if (place is not null) last = (long)place[0]!;
        return live.Follow<CommentAddedEvent>(
            hint => hint is CommentAdded added && added.PostId == key || hint is PostChanged { Change: PostChange.Deleted } deleted && deleted.PostId == key,
            async reading =>
            {
                if (await listening.ReadOn(me, key, last, reading) is not { } seen) return null;
                last = seen.Last;
                return new([.. seen.Comments.Select(comment => new CommentAddedEvent(comment))], seen.More);
            },
            GraphContext.Of(context).Pace,
            ct);
    }
}

/// <summary>A comment was added to a post.</summary>
public sealed class CommentAddedEvent(SeenComment seen) : ISharedEvent
{
    object ISharedEvent.Subject => seen.Comment;
    object ISharedEvent.Sight => seen;

    /// <summary>The post it is under.</summary>
    public PostNode Post { get; } = new(seen.Post);

    /// <summary>The comment with its cursor, from which to resume.</summary>
    public CommentsEdge Edge([FromServices] UserById users, [Me] Viewer me)
    {
        if (seen.Author is { } author) users.Prime(me, author.Id, author);
        return new(seen.Comment, CommentOrders.CursorOf(seen.Comment));
    }
}
