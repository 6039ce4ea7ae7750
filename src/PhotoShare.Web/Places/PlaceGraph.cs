using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>A place that posts name. People give it; it is never read out of a photo.</summary>
[Implements(typeof(INode))]
public sealed partial class PlaceNode(Place place) : INode
{
    internal const string Type = "Place";

    /// <summary>The node's id, unique among all nodes.</summary>
    public GlobalId Id => new(Type, place.Id);

    /// <summary>What it is called, up to 100 characters.</summary>
    public string Name => place.Name;

    /// <summary>Where it is.</summary>
    public GeoPoint Point => new(place.Latitude, place.Longitude);

    /// <summary>The posts that name it, the newest first, as far as you may see them.</summary>
    public IDataLoaderResult<PostsConnection> Posts([FromServices] PostsOfPlace posts, [Me] Viewer me, int? first, string? after, int? last, string? before) =>
        posts.Load(me, place.Id, PageRequest.Of(first, after, last, before)).Then(page => new PostsConnection(page.Select(row => row.Post)));
}

partial class PostNode
{
    /// <summary>Where it is, as its author says; null if they do not.</summary>
    public IDataLoaderResult<PlaceNode?> Place([FromServices] PlaceById places, [Me] Viewer me) =>
        post.PlaceId is { } id ? places.Load(me, id).Then(place => place is null ? null : new PlaceNode(place)) : LoaderResults.Ready<PlaceNode?>(null);
}

public sealed class PlaceById(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, Place?>(databases, Query, null)
{
    static readonly CompiledQuery<Guid, Keyed<Guid, Place?>> Query = new((db, viewer, ids) =>
        db.Places.VisibleTo(viewer).Where(p => ids.Contains(p.Id)).Select(p => new Keyed<Guid, Place?>(p.Id, p)));
}

public sealed class PostsOfPlace(IDbContextFactory<PhotoShareDb> databases, PostById posts, UserById users) : PostPages<Guid, AuthoredPost>(databases, posts, users,
    (db, viewer) => db.Posts.VisibleTo(viewer).Where(post => post.PlaceId != null).WithAuthors(db, viewer),
    row => row.Post.PlaceId!.Value, RowOrder.Descending((AuthoredPost row) => row.Post.Id));
