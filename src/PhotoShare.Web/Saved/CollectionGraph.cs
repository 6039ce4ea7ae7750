using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>Posts that somebody saved, under a name of their own. Its owner's alone.</summary>
[Implements(typeof(INode)), Implements(typeof(IDeletable)), Implements(typeof(IUpdatable))]
public sealed class CollectionNode(Collection collection) : INode, IDeletable, IUpdatable
{
    internal const string Type = "Collection";

    /// <summary>The node's id, unique among all nodes.</summary>
    public GlobalId Id => new(Type, collection.Id);

    /// <summary>Its name, 1 to 60 characters.</summary>
    public string Name => collection.Name;

    /// <summary>When it was made.</summary>
    public DateTime CreatedAt => collection.CreatedAt;

    /// <summary>The first photo of the post that was put in last, of those you may still see; null while there is none.</summary>
    public IDataLoaderResult<PhotoNode?> Cover([FromServices] CoverOfCollection covers, [Me] Viewer me) =>
        covers.Load(me, collection.Id).Then(photo => photo is null ? null : new PhotoNode(photo));

    /// <summary>The posts in it that you may still see, the latest put in first.</summary>
    public IDataLoaderResult<PostsConnection> Posts([FromServices] PostsOfCollection posts, [Me] Viewer me, int? first, string? after, int? last, string? before) =>
        posts.Load(me, collection.Id, PageRequest.Of(first, after, last, before)).Then(page => new PostsConnection(page.Select(kept => kept.Post)));

    /// <summary>Whether you may delete it.</summary>
    public IDataLoaderResult<bool> ViewerCanDelete([FromServices] DeletionRights rights, [Me] Viewer me) => LoaderResults.Ready(me.Id == collection.OwnerId);

    /// <summary>Whether you may change it.</summary>
    public bool ViewerCanUpdate([Me] Viewer me) => me.Id == collection.OwnerId;
}

/// <summary>Collections, the newest first.</summary>
public sealed class CollectionsConnection(RowPage<Collection> page)
    : CountedConnection<Collection, CollectionsEdge, CollectionNode>(page, (collection, cursor) => new CollectionsEdge(collection, cursor), edge => edge.Node);

/// <summary>A collection in a list.</summary>
public sealed class CollectionsEdge(Collection collection, string cursor)
{
    /// <summary>The place in the list.</summary>
    public string Cursor => cursor;

    /// <summary>The collection.</summary>
    public CollectionNode Node { get; } = new(collection);
}

partial class ViewerNode
{
    /// <summary>Your collections of saved posts, the newest first.</summary>
    public IDataLoaderResult<CollectionsConnection> Collections([FromServices] CollectionsOfUser collections, [Me] Viewer me, int? first, string? after, int? last, string? before) =>
        collections.Load(me, user.Id, PageRequest.Of(first, after, last, before)).Then(page => new CollectionsConnection(page));
}

public sealed class CollectionById(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, Collection?>(databases, async (db, viewer, ids, ct) =>
    await db.Collections.VisibleTo(viewer).Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, Collection? (c) => c, ct), null);

public sealed class CollectionsOfUser(IDbContextFactory<PhotoShareDb> databases)
    : ConnectionLoader<Guid, Collection>(databases, (db, viewer) => db.Collections.VisibleTo(viewer), collection => collection.OwnerId, collection => collection.Id, newestFirst: true);

public sealed class PostsOfCollection(IDbContextFactory<PhotoShareDb> databases, PostById byId)
    : ConnectionLoader<Guid, KeptPost>(databases,
        (db, viewer) => from item in db.CollectionItems
                        join saved in db.SavedPosts.VisibleTo(viewer) on item.SavedPostId equals saved.Id
                        join post in db.Posts on saved.PostId equals post.Id
                        select new KeptPost { Id = item.Id, In = item.CollectionId, Post = post },
        kept => kept.In, kept => kept.Id, newestFirst: true)
{
    protected override void Seen(Viewer viewer, KeptPost row) => byId.Prime(viewer, row.Post.Id, row.Post);
}

/// <summary>One statement finds the photos, for any number of collections, and another reads them.</summary>
public sealed class CoverOfCollection(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, Photo?>(databases, async (db, viewer, ids, ct) =>
{
    var saved = db.SavedPosts.VisibleTo(viewer);
    var covers = await db.Collections.VisibleTo(viewer).Where(c => ids.Contains(c.Id)).Select(c => new
    {
        c.Id,
        PhotoId = (from item in db.CollectionItems
                   join s in saved on item.SavedPostId equals s.Id
                   join photo in db.Photos on s.PostId equals photo.PostId
                   where item.CollectionId == c.Id
                   orderby item.Id descending, photo.Position
                   select (Guid?)photo.Id).FirstOrDefault(),
    }).ToListAsync(ct);
    var photoIds = covers.ConvertAll(c => c.PhotoId ?? Guid.Empty);
    var photos = await db.Photos.VisibleTo(viewer).Where(p => photoIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
    return covers.Where(c => c.PhotoId is not null).ToDictionary(c => c.Id, c => photos.GetValueOrDefault(c.PhotoId!.Value));
}, null);
