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
    public static async Task<IAsyncEnumerable<CommentAddedEvent>> OnCommentAdded(
        IResolveFieldContext context, [FromServices] Live live, [FromServices] PhotoShareDb db, [Me] Viewer me, GlobalId postId, string? after, CancellationToken ct)
    {
        var key = postId.KeyOf(PostNode.Type, "postId");
        var place = after is null ? null : CommentOrders.Oldest.Parse(after, "after");
        var last = await db.Posts.VisibleTo(me).Where(p => p.Id == key).Select(p => (long?)p.CommentPosition).SingleOrDefaultAsync(ct)
            ?? throw Refused.NotFound("There is no such post.", "postId");
        if (place is not null) last = (long)place[0]!;
        return live.Follow<CommentAddedEvent>(
            hint => hint is CommentAdded added && added.PostId == key || hint is PostChanged { Change: PostChange.Deleted } deleted && deleted.PostId == key,
            async (services, most, reading) =>
            {
                var seen = services.GetRequiredService<PhotoShareDb>();
                var events = await seen.Comments.VisibleTo(me).Where(c => c.PostId == key && c.Position > last).OrderBy(c => c.Position).Take(most)
                    .Select(c => new CommentAddedEvent(c, c.Post!)).ToListAsync(reading);
                if (events.Count > 0) last = events[^1].Position;
                return events.Count > 0 || await seen.Posts.VisibleTo(me).AnyAsync(p => p.Id == key, reading) ? events : null;
            },
            GraphContext.Of(context).Pace,
            ct);
    }
}

/// <summary>A comment was added to a post.</summary>
public sealed class CommentAddedEvent(Comment comment, Post post)
{
    internal long Position => comment.Position;

    /// <summary>The post it is under.</summary>
    public PostNode Post { get; } = new(post);

    /// <summary>The comment with its cursor, from which to resume.</summary>
    public CommentsEdge Edge { get; } = new(comment, CommentOrders.CursorOf(comment));
}
