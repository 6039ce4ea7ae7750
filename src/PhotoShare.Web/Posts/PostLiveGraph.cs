using GraphQL;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

partial class Subscription
{
    /// <summary>Tells when a post is edited, deleted, liked or commented on, for as long as you may see it.</summary>
    public static async Task<IAsyncEnumerable<PostChangedEvent>> OnPostChanged(
        [FromServices] Live live, [FromServices] PhotoShareDb db, [Me] Viewer me, GlobalId postId, CancellationToken ct)
    {
        var key = postId.KeyOf(PostNode.Type, "postId");
        if (!await db.Posts.VisibleTo(me).AnyAsync(post => post.Id == key, ct)) throw Refused.NotFound("There is no such post.", "postId");
        return live.Watch<PostChanged, PostChangedEvent>(
            hint => hint.PostId == key,
            async (services, hint, reading) =>
            {
                var post = await services.GetRequiredService<PhotoShareDb>().Posts.VisibleTo(me).SingleOrDefaultAsync(p => p.Id == key, reading);
                return post is not null || hint.Change == PostChange.Deleted ? new PostChangedEvent(postId, post, hint.Change) : null;
            },
            ct: ct);
    }
}

/// <summary>A post changed.</summary>
public sealed class PostChangedEvent(GlobalId postId, Post? post, PostChange change)
{
    /// <summary>The post's id.</summary>
    public GlobalId PostId => postId;

    /// <summary>The post as it is now; null when it was deleted.</summary>
    public PostNode? Post => post is null ? null : new PostNode(post);

    /// <summary>What changed.</summary>
    public PostChange Change => change;
}
