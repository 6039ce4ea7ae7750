using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>The addresses of a photo's renditions, signed: for a day where anybody may see it, so that caches keep it; else for minutes.</summary>
public sealed class PhotoSources(IBlobStore blobs)
{
    static readonly TimeSpan PublicWindow = TimeSpan.FromHours(24);
    internal static readonly TimeSpan PrivateWindow = TimeSpan.FromMinutes(15);

    /// <summary>Every uncropped WebP with its width, for <c>srcset</c>. None is larger than the photo.</summary>
    public string WebpSet(Photo photo, bool isPublic) => string.Join(", ", Whole(photo, RenditionFormat.Webp).Select(r => $"{Url(r, isPublic)} {r.Width}w"));

    /// <summary>One picture that every browser and link preview reads; <c>null</c> until the photo is ready.</summary>
    public string? Fallback(Photo photo, bool isPublic) =>
        Whole(photo, RenditionFormat.Jpeg).Concat(Whole(photo, RenditionFormat.Webp)).FirstOrDefault() is { } rendition ? Url(rendition, isPublic).ToString() : null;

    /// <summary>The picture that stands for a person, which whoever sees them may see; <c>null</c> without one.</summary>
    public string? Avatar(Person person) => person.Avatar.AvatarOf(Avatars.Usual) is { } rendition ? Url(rendition, isPublic: true).ToString() : null;

    /// <summary>One's own photo, small, to choose it from others; <c>null</c> until it is ready.</summary>
    public string? Square(Photo photo) => photo.Renditions.AvatarOf(Avatars.Usual) is { } rendition ? Url(rendition, isPublic: false).ToString() : null;

    static IEnumerable<Rendition> Whole(Photo photo, RenditionFormat format) =>
        photo.Renditions.Where(r => r.Format == format && r.Crop == RenditionCrop.None);

    Uri Url(Rendition rendition, bool isPublic) => UrlOf(blobs, rendition, isPublic);

    /// <summary>Where a rendition is read, relative to the site, for as long as its audience allows.</summary>
    internal static Uri UrlOf(IBlobStore blobs, Rendition rendition, bool isPublic) => blobs.ReadUrl(rendition.Key, isPublic ? PublicWindow : PrivateWindow);
}
