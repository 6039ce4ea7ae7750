using NetVips;
using Image = NetVips.Image;

namespace PhotoShare.Media;

/// <summary>Codes the sizes as WebP, and the largest as JPEG too, for old clients and link previews. Nothing of the source's metadata is kept.</summary>
static class RenditionEncoder
{
    const int Quality = 80;
    const int WebpEffort = 4; // 0 to 6; 2 is 1.6 times as fast for some 30 % more bytes

    /// <summary>The renditions, largest first. The largest one takes as long as the rest together, so they share two cores.</summary>
    public static async Task<IReadOnlyList<EncodedRendition>> Encode(string prefix, RenditionSizes sizes)
    {
        var large = Task.Run(() => Webp(prefix, sizes.Whole[0]));
        var rest = new List<EncodedRendition> { Jpeg(prefix, sizes.Whole[0]) };
        rest.AddRange(sizes.Whole.Skip(1).Select(size => Webp(prefix, size)));
        rest.Add(Webp(prefix, sizes.Square, RenditionCrop.Square));
        return [await large, .. rest];
    }

    /// <summary>What is transparent becomes white, where transparency can't be kept.</summary>
    public static Image OnWhite(Image image) => image.HasAlpha() ? image.Flatten(background: [255.0]) : image.Copy();

    static EncodedRendition Webp(string prefix, Image image, RenditionCrop crop = RenditionCrop.None)
    {
        var name = crop == RenditionCrop.Square ? $"{image.Width}s.webp" : $"{image.Width}.webp";
        return Named(prefix + name, image, RenditionFormat.Webp, crop, image.WebpsaveBuffer(q: Quality, effort: WebpEffort, keep: Enums.ForeignKeep.None));
    }

    static EncodedRendition Jpeg(string prefix, Image image)
    {
        using var flat = OnWhite(image);
        return Named($"{prefix}{image.Width}.jpg", image, RenditionFormat.Jpeg, RenditionCrop.None, flat.JpegsaveBuffer(q: Quality, optimizeCoding: true, keep: Enums.ForeignKeep.None));
    }

    static EncodedRendition Named(string key, Image image, RenditionFormat format, RenditionCrop crop, byte[] content) =>
        new(new Rendition(key, image.Width, image.Height, format, crop, content.LongLength), content);
}
