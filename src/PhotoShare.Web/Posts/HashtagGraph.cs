using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>A word with # that posts have in their captions.</summary>
[Implements(typeof(INode))]
public sealed class HashtagNode(string name) : INode
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

    /// <summary>The posts that have it, the newest first.</summary>
    public IDataLoaderResult<PostsConnection> Posts([FromServices] PostsOfHashtag posts, [Me] Viewer me, int? first, string? after, int? last, string? before) =>
        posts.Load(me, name, PageRequest.Of(first, after, last, before)).Then(page => new PostsConnection(page.Select(tagged => tagged.Post)));
}

partial class Query
{
    /// <summary>A hashtag by its word, in upper or lower case, with or without #; null when no post that you may see has it.</summary>
    /// <param name="name">The word.</param>
    public static IDataLoaderResult<HashtagNode?> Hashtag([FromServices] HashtagByName hashtags, [Me] Viewer me, string name) =>
        hashtags.Load(me, name.TrimStart('#').ToLowerInvariant()).Then(found => found is null ? null : new HashtagNode(found));
}

public sealed class HashtagByName(IDbContextFactory<PhotoShareDb> databases) : RowLoader<string, string?>(databases, async (db, viewer, names, ct) =>
    await db.PostHashtags.Where(h => names.Contains(h.Name) && db.Posts.VisibleTo(viewer).Any(p => p.Id == h.PostId))
        .Select(h => h.Name).Distinct().ToDictionaryAsync(name => name, string? (name) => name, ct), null);

/// <summary>A post under one of its hashtags.</summary>
public sealed class TaggedPost
{
    public required string Name { get; init; }
    public required Guid PostId { get; init; }
    public required Post Post { get; init; }
}

public sealed class PostsOfHashtag(IDbContextFactory<PhotoShareDb> databases)
    : ConnectionLoader<string, TaggedPost>(databases,
        (db, viewer) => db.PostHashtags.Join(db.Posts.VisibleTo(viewer), h => h.PostId, p => p.Id, (h, p) => new TaggedPost { Name = h.Name, PostId = p.Id, Post = p }),
        tagged => tagged.Name, tagged => tagged.PostId, newestFirst: true);
