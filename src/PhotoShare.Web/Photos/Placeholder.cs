using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>The blur that stands where a photo will be, inside the page itself so that it is painted with it.</summary>
static class Placeholder
{
    /// <summary>Pixels of the longer side: as fine as a ThumbHash is, since browsers smooth what they enlarge.</summary>
    const int Side = 9;

    /// <summary>A picture of some 300 bytes as a <c>data:</c> address; <c>null</c> where nothing is known, or where the photo lets its ground through.</summary>
    internal static string? AddressOf(Photo photo)
    {
        if (photo.Placeholder is not { } hash || new ThumbHashPreview(Convert.FromBase64String(hash)) is not { HasAlpha: false } preview) return null;
        var ratio = photo.Ratio();
        var (width, height) = ratio > 1 ? (Side, Shorter(1 / ratio)) : (Shorter(ratio), Side);
        return $"data:image/png;base64,{Convert.ToBase64String(SmallPng.Of(width, height, preview.Rgb(width, height)))}";
    }

    static int Shorter(double share) => Math.Max(1, (int)Math.Round(Side * share));
}
