using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

partial class Query
{
    /// <summary>Your home feed: your own posts, those of the people you follow and the public ones of the hashtags you follow, the newest first.</summary>
    [SignedIn]
    public static IDataLoaderResult<FeedConnection> Feed([FromServices] HomeFeedPosts posts, [Me] Viewer me, int? first, string? after) =>
        posts.Load(me, default, PageRequest.Of(first, after, null, null)).Then(page => new FeedConnection(page, me));

    /// <summary>
    /// What anybody may see, the liveliest first: the more likes and comments and the newer, the earlier. Its pages show it as it was when the
    /// first was asked for, so nothing comes twice while others post and like; ask without after to see it anew.
    /// </summary>
    public static IDataLoaderResult<PostsConnection> Explore([FromServices] ExplorePages pages, [Me] Viewer me, int? first, string? after) =>
        pages.Load(me, PageRequest.Of(first, after, null, null)).Then(page => new PostsConnection(page));
}

/// <summary>Posts of a home feed, the newest first.</summary>
public sealed class FeedConnection(RowPage<FeedPost> page, Viewer me)
    : Connection<FeedPost, FeedEdge, PostNode>(page, (row, cursor) => new FeedEdge(row, cursor, me), edge => edge.Node)
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
public sealed class FeedEdge(FeedPost row, string cursor, Viewer me)
{
    /// <summary>The place in the feed.</summary>
    public string Cursor => cursor;

    /// <summary>The post.</summary>
    public PostNode Node { get; } = new(row.Post);

    /// <summary>Why it is in the feed.</summary>
    public FeedReason Reason => row.Post.AuthorId == me.Id ? FeedReason.Own : row.IsFollowed ? FeedReason.Following : FeedReason.Hashtag;
}

/// <summary>Why a post is in a home feed.</summary>
public enum FeedReason
{
    /// <summary>You follow its author.</summary>
    Following,

    /// <summary>You follow one of its hashtags, and not its author.</summary>
    Hashtag,

    /// <summary>It is yours.</summary>
    Own,
}

/// <summary>A post in a home feed, with what tells why it is there.</summary>
public sealed class FeedPost : AuthoredPost
{
    /// <summary>Whether the viewer follows its author.</summary>
    public bool IsFollowed { get; init; }
}

/// <summary>One list without a parent.</summary>
public sealed class HomeFeedPosts(IDbContextFactory<PhotoShareDb> databases, PostById posts, UserById users)
    : PostPages<Guid, FeedPost>(databases, posts, users,
        (db, viewer) =>
            from post in db.HomeFeed(viewer)
            join author in db.Users.VisibleTo(viewer) on post.AuthorId equals author.Id into authors
            from author in authors.DefaultIfEmpty()
            select new FeedPost
            {
                Post = post,
                Author = author,
                IsFollowed = db.Follows.Any(f => f.FollowerId == viewer.Id && f.FolloweeId == post.AuthorId && f.AcceptedAt != null),
            },
        _ => Guid.Empty, Order)
{
    internal static readonly RowOrder<FeedPost> Order = RowOrder.Descending((FeedPost row) => row.Post.Id);
}
