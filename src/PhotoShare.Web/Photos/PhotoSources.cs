using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>The addresses of a photo's renditions, signed: for a day where anybody may see it, so that caches keep it; else for minutes.</summary>
public sealed class PhotoSources(IBlobStore blobs)
{
    static readonly TimeSpan PublicWindow = TimeSpan.FromHours(24);
    internal static readonly TimeSpan PrivateWindow = TimeSpan.FromMinutes(15);

    /// <summary>
    /// The media types in which a photo is had, the best first, each with every uncropped rendition and its width, for <c>srcset</c>. None is
    /// larger than the photo. AVIF is only where it was made.
    /// </summary>
    public IEnumerable<(string Type, string Set)> Sets(Photo photo, bool isPublic) =>
        from format in (RenditionFormat[])[RenditionFormat.Avif, RenditionFormat.Webp]
        let set = string.Join(", ", Whole(photo, format).Select(r => $"{Url(r, isPublic).OriginalString} {r.Width}w"))
        where set.Length > 0
        select (format == RenditionFormat.Avif ? "image/avif" : "image/webp", set);

    /// <summary>One picture that every browser and link preview reads; <c>null</c> until the photo is ready.</summary>
    public string? Fallback(Photo photo, bool isPublic) => Shared(photo).FirstOrDefault() is { } rendition ? Url(rendition, isPublic).OriginalString : null;

    /// <summary>What is shown where others embed the photo: JPEG, which everything reads, then WebP; the largest of each first.</summary>
    internal static IEnumerable<Rendition> Shared(Photo photo) => Whole(photo, RenditionFormat.Jpeg).Concat(Whole(photo, RenditionFormat.Webp));

    /// <summary>Where a rendition of a public photo is read, relative to the site or in the bucket.</summary>
    internal string PublicUrl(Rendition rendition) => Url(rendition, isPublic: true).OriginalString;

    /// <summary>The picture that stands for a person, which whoever sees them may see; <c>null</c> without one.</summary>
    public string? Avatar(Person person) => person.Avatar.AvatarOf(Avatars.Usual) is { } rendition ? Url(rendition, isPublic: true).OriginalString : null;

    /// <summary>One's own photo, small, to choose it from others; <c>null</c> until it is ready.</summary>
    public string? Square(Photo photo) => photo.Renditions.AvatarOf(Avatars.Usual) is { } rendition ? Url(rendition, isPublic: false).OriginalString : null;

    static IEnumerable<Rendition> Whole(Photo photo, RenditionFormat format) =>
        photo.Renditions.Where(r => r.Format == format && r.Crop == RenditionCrop.None);

    Uri Url(Rendition rendition, bool isPublic) => UrlOf(blobs, rendition, isPublic);

    /// <summary>Where an original is read: it is what a stranger sent, so a browser saves it and does not show it.</summary>
    internal static Uri UrlOfOriginal(IBlobStore blobs, Photo photo) => blobs.ReadUrl(BlobKeys.Original(photo.Id), PrivateWindow, Photo.NameOf(photo.Id, photo.ContentType));

    /// <summary>Where somebody's copy of their data is read.</summary>
    internal static Uri UrlOf(IBlobStore blobs, Export export) => blobs.ReadUrl(BlobKeys.Export(export.UserId, export.Id), PrivateWindow, "photoshare.zip");

    /// <summary>Where a rendition is read, relative to the site, for as long as its audience allows.</summary>
    internal static Uri UrlOf(IBlobStore blobs, Rendition rendition, bool isPublic) => blobs.ReadUrl(rendition.Key, isPublic ? PublicWindow : PrivateWindow);
}
