using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>Photos.</summary>
public sealed class PhotosConnection(RowPage<Photo> page)
    : CountedConnection<Photo, PhotosEdge, PhotoNode>(page, (photo, cursor) => new PhotosEdge(photo, cursor), edge => edge.Node);

/// <summary>A photo in a list.</summary>
public sealed class PhotosEdge(Photo photo, string cursor)
{
    /// <summary>The place in the list.</summary>
    public string Cursor => cursor;

    /// <summary>The photo.</summary>
    public PhotoNode Node { get; } = new(photo);
}

partial class ViewerNode
{
    /// <summary>All your photos, posted or not, the newest first unless order says otherwise.</summary>
    /// <param name="where">Only photos for which this holds; totalCount counts these.</param>
    /// <param name="order">Sorts by the first term, then by the next. Cursors hold for the values that they were given for.</param>
    public IDataLoaderResult<PhotosConnection> Photos(
        [FromServices] PhotosOfUser photos, [Me] Viewer me,
        int? first, string? after, int? last, string? before, PhotoFilterInput? where, IReadOnlyList<PhotoSortInput>? order) =>
        photos.Load(me, user.Id, PageRequest.Of(first, after, last, before), FilterBuilder<Photo>.Of(where), order.OrderBy(photo => photo.Id)).Then(page => new PhotosConnection(page));
}

public sealed class PhotosOfUser(IDbContextFactory<PhotoShareDb> databases)
    : ConnectionLoader<Guid, Photo>(databases, (db, viewer) => db.Photos.VisibleTo(viewer), photo => photo.OwnerId, photo => photo.Id, newestFirst: true);
