using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>Posts, the newest first.</summary>
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
    public IDataLoaderResult<int> PostCount([FromServices] PostsOfUser posts, [Me] Viewer me) => posts.Total(me, user.Id);

    /// <summary>Their posts, the newest first, as far as you may see them.</summary>
    public IDataLoaderResult<PostsConnection> Posts([FromServices] PostsOfUser posts, [Me] Viewer me, int? first, string? after, int? last, string? before) =>
        posts.Load(me, user.Id, PageRequest.Of(first, after, last, before)).Then(page => new PostsConnection(page));
}

public sealed class PostsOfUser(IDbContextFactory<PhotoShareDb> databases)
    : ConnectionLoader<Guid, Post>(databases, (db, viewer) => db.Posts.VisibleTo(viewer), post => post.AuthorId, post => post.Id, newestFirst: true);
