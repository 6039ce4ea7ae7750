using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>One file of a photo, ready to be shown: upright, in sRGB, without metadata.</summary>
public sealed class Image
{
    /// <summary>Where to get it. Signed, and good for about a day if anybody may see the photo, else for minutes; within that time it stays the same, so it can be cached.</summary>
    public required Uri Url { get; init; }

    /// <summary>Pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Its media type.</summary>
    public required string ContentType { get; init; }

    /// <summary>Bytes.</summary>
    public required int ByteSize { get; init; }

    internal static Image Of(Rendition rendition, IBlobStore blobs, Uri site, bool isPublic) => new()
    {
        Url = new Uri(site, PhotoSources.UrlOf(blobs, rendition, isPublic)),
        Width = rendition.Width,
        Height = rendition.Height,
        ContentType = BlobKey.ContentType(rendition.Key),
        ByteSize = (int)rendition.ByteSize,
    };
}

/// <summary>The coding of an image.</summary>
public enum ImageFormat
{
    /// <summary>WebP, in every size.</summary>
    Webp = RenditionFormat.Webp,

    /// <summary>JPEG, in one large size, for what cannot read the others.</summary>
    Jpeg = RenditionFormat.Jpeg,

    /// <summary>AVIF, where the server makes it.</summary>
    Avif = RenditionFormat.Avif,
}

/// <summary>How an image is cut.</summary>
public enum ImageCrop
{
    /// <summary>Whole.</summary>
    None = RenditionCrop.None,

    /// <summary>A square from the middle.</summary>
    Square = RenditionCrop.Square,
}

partial class PhotoNode
{
    /// <summary>The smallest image that is at least so many pixels wide, or the largest there is; null if there is none of the format and crop.</summary>
    /// <param name="width">Pixels that it will be shown in, times those of the screen.</param>
    /// <param name="format">Its coding.</param>
    /// <param name="crop">How it is cut.</param>
    public IDataLoaderResult<Image?> Image(
        [FromServices] PhotoIsPublic audience, [FromServices] IBlobStore blobs, [Me] Viewer me, [Site] Uri site,
        int width, ImageFormat format = ImageFormat.Webp, ImageCrop crop = ImageCrop.None)
    {
        var fitting = Renditions(format, crop).OrderBy(r => r.Width).ToList();
        var chosen = fitting.FirstOrDefault(r => r.Width >= width) ?? fitting.LastOrDefault();
        return chosen is null ? LoaderResults.Ready<Image?>(null) : audience.Load(me, photo.Id).Then(isPublic => (Image?)PhotoShare.Web.Image.Of(chosen, blobs, site, isPublic));
    }

    /// <summary>All whole images of a format, the largest first.</summary>
    /// <param name="format">Their coding.</param>
    public IDataLoaderResult<IEnumerable<Image>> Images(
        [FromServices] PhotoIsPublic audience, [FromServices] IBlobStore blobs, [Me] Viewer me, [Site] Uri site, ImageFormat format = ImageFormat.Webp) =>
        audience.Load(me, photo.Id).Then(isPublic => Renditions(format, ImageCrop.None).OrderByDescending(r => r.Width).Select(r => PhotoShare.Web.Image.Of(r, blobs, site, isPublic)));

    /// <summary>The file as it was uploaded, with all that the camera wrote into it. Its owner's alone.</summary>
    public Image? Original([FromServices] IBlobStore blobs, [Me] Viewer me, [Site] Uri site) =>
        me.Id == photo.OwnerId && photo is { Width: { } width, Height: { } height }
            ? new Image { Url = new Uri(site, PhotoSources.UrlOfOriginal(blobs, photo)), Width = width, Height = height, ContentType = photo.ContentType, ByteSize = (int)photo.ByteSize }
            : null;

    IEnumerable<Rendition> Renditions(ImageFormat format, ImageCrop crop) =>
        photo.Renditions.Where(r => r.Format == (RenditionFormat)format && r.Crop == (RenditionCrop)crop);
}

/// <summary>Whether a visitor may see a photo, so that its addresses may be cached for long.</summary>
public sealed class PhotoIsPublic(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, bool>(databases, Query, false)
{
    static readonly CompiledQuery<Guid, Keyed<Guid, bool>> Query = new((db, _, ids) =>
        db.Photos.VisibleTo(Viewer.Anonymous).Where(p => ids.Contains(p.Id)).Select(p => new Keyed<Guid, bool>(p.Id, true)));
}
