using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>A word with # that posts have in their captions.</summary>
[Implements(typeof(INode))]
public sealed partial class HashtagNode(string name) : INode
{
    internal const string Type = "Hashtag";

    /// <summary>The node's id, unique among all nodes.</summary>
    public GlobalId Id => new(Type, name);

    /// <summary>The word, in lower case, without #.</summary>
    public string Name => name;

    /// <summary>How many posts you may see have it.</summary>
    public IDataLoaderResult<int> PostCount([FromServices] PostsOfHashtag posts, [Me] Viewer me) => posts.Total(me, name);

    /// <summary>Its page.</summary>
    public Uri Url([Site] Uri site) => new(site, $"tags/{Uri.EscapeDataString(name)}");

    /// <summary>The posts that have it.</summary>
    /// <param name="order">Which come first. A cursor of one order is not one of the other.</param>
    public IDataLoaderResult<PostsConnection> Posts(
        [FromServices] TopPostsOfHashtag top, [FromServices] PostsOfHashtag recent, [Me] Viewer me,
        int? first, string? after, int? last, string? before, HashtagOrder order = HashtagOrder.Top)
    {
        var page = PageRequest.Of(first, after, last, before);
        return order == HashtagOrder.Top
            ? top.Load(me, name, page).Then(found => new PostsConnection(found.Select(row => row.Post)))
            : recent.Load(me, name, page).Then(found => new PostsConnection(found.Select(row => row.Post)));
    }
}

/// <summary>How the posts of a hashtag are ordered.</summary>
public enum HashtagOrder
{
    /// <summary>Those with the most likes and comments first; of two with as many, the newer one.</summary>
    Top,

    /// <summary>The newest first.</summary>
    Recent,
}

partial class Query
{
    /// <summary>A hashtag by its word, in upper or lower case, with or without #; null when no post that you may see has it.</summary>
    /// <param name="name">The word.</param>
    public static IDataLoaderResult<HashtagNode?> Hashtag([FromServices] HashtagByName hashtags, [Me] Viewer me, string name) =>
        hashtags.Load(me, name.TrimStart('#').ToLowerInvariant()).Then(found => found is null ? null : new HashtagNode(found));
}

public sealed class HashtagByName(IDbContextFactory<PhotoShareDb> databases) : RowLoader<string, string?>(databases, async (db, viewer, asked, ct) =>
{
    var names = asked.Where(Markup.IsHashtag).ToList();
    return await db.PostHashtags.VisibleTo(viewer).Where(h => names.Contains(h.Name)).Select(h => h.Name).Distinct().ToDictionaryAsync(name => name, string? (name) => name, ct);
}, null);

/// <summary>A post under one of its hashtags.</summary>
public class TaggedPost : AuthoredPost
{
    public required string Name { get; init; }
}

/// <summary>A post with what ranks it among the others under its hashtag.</summary>
public sealed class RankedTaggedPost : TaggedPost
{
    /// <summary>Likes and comments, of which a comment says more.</summary>
    public int Engagement { get; init; }
}

public sealed class PostsOfHashtag(IDbContextFactory<PhotoShareDb> databases, PostById posts, UserById users) : PostPages<string, TaggedPost>(databases, posts, users,
    (db, viewer) =>
        from tag in db.PostHashtags
        join row in db.Posts.VisibleTo(viewer).WithAuthors(db, viewer) on tag.PostId equals row.Post.Id
        select new TaggedPost { Name = tag.Name, Post = row.Post, Author = row.Author },
    row => row.Name, RowOrder.Descending((TaggedPost row) => row.Post.Id));

public sealed class TopPostsOfHashtag(IDbContextFactory<PhotoShareDb> databases, PostById posts, UserById users) : PostPages<string, RankedTaggedPost>(databases, posts, users,
    (db, viewer) =>
    {
        var (hidden, likes, comments) = (db.Posts.LikesHiddenFrom(viewer), db.Likes.CountedFor(viewer), db.Comments.CountedFor(viewer));
        return from tag in db.PostHashtags
               join row in db.Posts.VisibleTo(viewer).WithAuthors(db, viewer) on tag.PostId equals row.Post.Id
               select new RankedTaggedPost
               {
                   Name = tag.Name,
                   Post = row.Post,
                   Author = row.Author,
                   Engagement = (hidden.Any(one => one.Id == row.Post.Id) ? 0 : likes.Count(like => like.PostId == row.Post.Id))
                       + Explore.CommentWeight * comments.Count(comment => comment.PostId == row.Post.Id),
               };
    },
    row => row.Name, RowOrder.Descending((RankedTaggedPost row) => row.Engagement).ThenDescending(row => row.Post.Id));
