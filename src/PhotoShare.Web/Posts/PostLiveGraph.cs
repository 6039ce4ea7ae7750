using GraphQL;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

partial class Subscription
{
    /// <summary>Tells when a post is edited, deleted, liked or commented on, for as long as you may see it.</summary>
    [Scoped(Scope.Read)]
    public static async Task<IAsyncEnumerable<PostChangedEvent>> OnPostChanged(
        [FromServices] Live live, [FromServices] PhotoShareDb db, [Me] Viewer me, GlobalId postId, CancellationToken ct)
    {
        var key = postId.KeyOf(PostNode.Type, "postId");
        if (!await db.Posts.VisibleTo(me).AnyAsync(post => post.Id == key, ct)) throw Refused.NotFound("There is no such post.", "postId");
        return live.Watch<PostChanged, PostChangedEvent>(
            hint => hint.PostId == key,
            (services, hint, reading) => Changed(services, hint.Change, reading),
            again: (services, reading) => Changed(services, PostChange.Edited, reading),
            ct: ct);

        async Task<PostChangedEvent?> Changed(IServiceProvider services, PostChange change, CancellationToken reading)
        {
            var posts = services.GetRequiredService<PhotoShareDb>().Posts;
            // Who counts what they hear would know how many like it.
            if (change == PostChange.Likes && await posts.LikesHiddenFrom(me).AnyAsync(p => p.Id == key, reading)) return null;
            var post = await posts.VisibleTo(me).SingleOrDefaultAsync(p => p.Id == key, reading);
            // What moderators hid is gone for all but its author and themselves; those may go on looking.
            if (post is not null && change == PostChange.Deleted) change = PostChange.Edited;
            return post is not null || change == PostChange.Deleted ? new PostChangedEvent(postId, post, change) : null;
        }
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
