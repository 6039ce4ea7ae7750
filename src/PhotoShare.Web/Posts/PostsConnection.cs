using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>Posts.</summary>
public sealed class PostsConnection(RowPage<Post> page)
    : CountedConnection<Post, PostsEdge, PostNode>(page, (post, cursor) => new PostsEdge(post, cursor), edge => edge.Node);

/// <summary>A post in a list.</summary>
public sealed class PostsEdge(Post post, string cursor)
{
    /// <summary>The place in the list.</summary>
    public string Cursor => cursor;

    /// <summary>The post.</summary>
    public PostNode Node { get; } = new(post);
}

partial class UserNode
{
    /// <summary>How many posts of theirs you may see.</summary>
    public IDataLoaderResult<int> PostCount([FromServices] PostCounts counts, [Me] Viewer me) => counts.Load(me, user.Id);

    /// <summary>Their posts, the newest first unless order says otherwise, as far as you may see them.</summary>
    /// <param name="where">Only posts for which this holds; totalCount counts these.</param>
    /// <param name="order">Sorts by the first term, then by the next. Cursors hold for the values that they were given for.</param>
    public IDataLoaderResult<PostsConnection> Posts(
        [FromServices] PostsOfUser posts, [FromServices] RankedPostsOfUser ranked, [Me] Viewer me,
        int? first, string? after, int? last, string? before, PostFilterInput? where, IReadOnlyList<PostSortInput>? order)
    {
        var (page, filter) = (PageRequest.Of(first, after, last, before), FilterBuilder<Post>.Of(where));
        return order.OrderBy(row => row.Post.Id) is { } by
            ? ranked.Load(me, user.Id, page, filter?.On((RankedPost row) => row.Post), by).Then(found => new PostsConnection(found.Select(row => row.Post)))
            : posts.Load(me, user.Id, page, filter?.On((AuthoredPost row) => row.Post)).Then(found => new PostsConnection(found.Select(row => row.Post)));
    }
}

/// <summary>How many posts somebody has for a viewer.</summary>
public sealed class PostCounts(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, int>(databases, Query, 0)
{
    static readonly CompiledQuery<Guid, Keyed<Guid, int>> Query = new((db, viewer, ids) =>
        db.CountedAuthors(viewer).Where(author => ids.Contains(author.Id)).Select(author => new Keyed<Guid, int>(author.Id, author.Posts)));
}
