using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

partial class Query
{
    /// <summary>
    /// Your home feed: your own posts, those of the people you follow and the public ones of the hashtags you follow, the newest first. While
    /// you follow fewer than five people, it also has public posts of people whom those follow; the reason of each post says which it is.
    /// </summary>
    [SignedIn]
    public static IDataLoaderResult<FeedConnection> Feed([FromServices] HomeFeedPosts posts, [Me] Viewer me, int? first, string? after) =>
        posts.Load(me, default, PageRequest.Of(first, after, null, null)).Then(page => new FeedConnection(page));

    /// <summary>
    /// What anybody may see, the liveliest first: the more likes and comments and the newer, the earlier. Its pages show it as it was when the
    /// first was asked for, so nothing comes twice while others post and like; ask without after to see it anew.
    /// </summary>
    public static IDataLoaderResult<PostsConnection> Explore([FromServices] ExplorePages pages, [Me] Viewer me, int? first, string? after) =>
        pages.Load(me, PageRequest.Of(first, after, null, null)).Then(page => new PostsConnection(page));
}

/// <summary>Posts of a home feed, the newest first.</summary>
public sealed class FeedConnection(RowPage<FeedPost> page)
    : Connection<FeedPost, FeedEdge, PostNode>(page, (row, cursor) => new FeedEdge(row, cursor), edge => edge.Node)
{
    /// <summary>How many posts have come since the one at a cursor, to say so above a feed that is shown already.</summary>
    /// <param name="cursor">The cursor of the newest post that is shown.</param>
    public static async Task<int> NewSince([FromServices] IDbContextFactory<PhotoShareDb> databases, [Me] Viewer me, string cursor, CancellationToken ct)
    {
        var newest = (Guid)HomeFeedPosts.Order.Parse(cursor, "cursor")[0]!;
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.HomeFeedSince(me, newest, ct);
    }
}

/// <summary>A post in a home feed.</summary>
public sealed class FeedEdge(FeedPost row, string cursor)
{
    /// <summary>The place in the feed.</summary>
    public string Cursor => cursor;

    /// <summary>The post.</summary>
    public PostNode Node { get; } = new(row.Post);

    /// <summary>Why it is in the feed.</summary>
    public FeedReason Reason => row.Reason;
}

/// <summary>A post in a home feed, with why it is there.</summary>
public sealed class FeedPost : AuthoredPost
{
    public required FeedReason Reason { get; init; }
}

/// <summary>One list without a parent.</summary>
public sealed class HomeFeedPosts(IDbContextFactory<PhotoShareDb> databases, PostById posts, UserById users)
    : PostPages<Guid, FeedPost>(databases, posts, users, (db, viewer) => Rows(db, viewer, db.HomeFeed(viewer)), _ => Guid.Empty, Order)
{
    public static readonly RowOrder<FeedPost> Order = RowOrder.Descending((FeedPost row) => row.Post.Id);

    protected override IQueryable<FeedPost> Find(PhotoShareDb db, Viewer viewer, RowRange range)
    {
        var place = (Guid?)range.From?[0];
        return Rows(db, viewer, range.IsAhead ? db.HomeFeedBefore(viewer, place, range.Count, (FeedSources?)range.Kind ?? FeedSources.All) : db.HomeFeedFrom(viewer, place!.Value, range.Count));
    }

    protected override async Task<object?> KindOf(PhotoShareDb db, Viewer viewer, CancellationToken ct) => await db.SourcesOf(viewer, ct);

    static IQueryable<FeedPost> Rows(PhotoShareDb db, Viewer viewer, IQueryable<Post> posts) =>
        from row in posts.WithReasons(db, viewer)
        join author in db.People.VisibleTo(viewer) on row.Post.AuthorId equals author.Id into authors
        from author in authors.DefaultIfEmpty()
        select new FeedPost { Post = row.Post, Author = author, Reason = row.Reason };
}
