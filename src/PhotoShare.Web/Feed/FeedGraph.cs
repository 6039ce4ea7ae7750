using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

partial class Query
{
    /// <summary>Your home feed: your own posts and those of the people you follow, the newest first.</summary>
    [SignedIn]
    public static IDataLoaderResult<FeedConnection> Feed([FromServices] HomeFeedPosts posts, [Me] Viewer me, int? first, string? after) =>
        posts.Load(me, default, PageRequest.Of(first, after, null, null)).Then(page => new FeedConnection(page.Select(row => row.Post), me));

    /// <summary>What anybody may see, the newest first.</summary>
    public static IDataLoaderResult<PostsConnection> Explore([FromServices] ExplorePosts posts, [Me] Viewer me, int? first, string? after) =>
        posts.Load(me, default, PageRequest.Of(first, after, null, null)).Then(page => new PostsConnection(page.Select(row => row.Post)));
}

/// <summary>Posts of a home feed, the newest first.</summary>
public sealed class FeedConnection(RowPage<Post> page, Viewer me)
    : Connection<Post, FeedEdge, PostNode>(page, (post, cursor) => new FeedEdge(post, cursor, me), edge => edge.Node)
{
    /// <summary>How many posts have come since the one at a cursor, to say so above a feed that is shown already.</summary>
    /// <param name="cursor">The cursor of the newest post that is shown.</param>
    public static async Task<int> NewSince([FromServices] IDbContextFactory<PhotoShareDb> databases, [Me] Viewer me, string cursor, CancellationToken ct)
    {
        var newest = HomeFeedPosts.Order.Parse(cursor, "cursor")[0] as Guid?;
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.HomeFeed(me).CountAsync(post => post.Id > newest, ct);
    }
}

/// <summary>A post in a home feed.</summary>
public sealed class FeedEdge(Post post, string cursor, Viewer me)
{
    /// <summary>The place in the feed.</summary>
    public string Cursor => cursor;

    /// <summary>The post.</summary>
    public PostNode Node { get; } = new(post);

    /// <summary>Why it is in the feed.</summary>
    public FeedReason Reason => post.AuthorId == me.Id ? FeedReason.Own : FeedReason.Following;
}

/// <summary>Why a post is in a home feed.</summary>
public enum FeedReason
{
    /// <summary>You follow its author.</summary>
    Following,

    /// <summary>It is yours.</summary>
    Own,
}

/// <summary>One list without a parent.</summary>
public sealed class HomeFeedPosts(IDbContextFactory<PhotoShareDb> databases, PostById posts, UserById users)
    : PostPages<Guid>(databases, posts, users, (db, viewer) => db.HomeFeed(viewer), _ => Guid.Empty, Order)
{
    internal static readonly RowOrder<AuthoredPost> Order = RowOrder.Descending((AuthoredPost row) => row.Post.Id);
}

/// <summary>One list without a parent.</summary>
public sealed class ExplorePosts(IDbContextFactory<PhotoShareDb> databases, PostById posts, UserById users)
    : PostPages<Guid>(databases, posts, users, (db, viewer) => db.PublicPosts(viewer), _ => Guid.Empty, HomeFeedPosts.Order);
