using NetVips;
using PhotoShare.Media;
using Image = NetVips.Image;

namespace PhotoShare.Benchmarks;

/// <summary>
/// What none can be faster than with these codecs: the original decoded once, as far shrunk as its coding allows, and the encoding of renditions that
/// have been scaled before. What it encodes is never of the photo that it decoded.
/// </summary>
sealed class LimitWay
{
    readonly ImageKind kind;
    readonly int shrink = 1;
    readonly Image large;
    readonly List<(string Name, Image Image)> small = [];

    public LimitWay(byte[] original)
    {
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        kind = ImageKinds.Sniff(original)!.Value;
        using var opened = Open(original);
        while (kind == ImageKind.Jpeg && shrink < 8 && opened.Width / (2 * shrink) >= 2048) shrink *= 2;
        using var scaled = opened.ThumbnailImage(2048, height: 8192, size: Enums.Size.Down);
        large = scaled.CopyMemory();
        foreach (var width in (int[])[1080, 640, 320]) small.Add(($"{width}.webp", Resident(large.ThumbnailImage(width, height: 4 * width))));
        small.Add(("160s.webp", Resident(large.ThumbnailImage(160, height: 160, crop: Enums.Interesting.Centre))));
    }

    public async Task<IReadOnlyList<Made>> Make(byte[] original)
    {
        using (var opened = Open(original))
        using (opened.CopyMemory()) { }
        var first = Task.Run(() => Webp("2048.webp", large));
        List<Made> rest = [new("2048.jpg", large.JpegsaveBuffer(q: 80, optimizeCoding: true, keep: Enums.ForeignKeep.None)), .. small.Select(size => Webp(size.Name, size.Image))];
        return [await first, .. rest];
    }

    Image Open(byte[] original) => kind switch
    {
        ImageKind.Heic => Heif.Decode(original),
        _ => Image.NewFromBuffer(original, access: Enums.Access.Sequential, kwargs: shrink > 1 ? new VOption { { "shrink", shrink } } : null),
    };

    static Image Resident(Image image)
    {
        using (image) return image.CopyMemory();
    }

    static Made Webp(string name, Image image) => new(name, image.WebpsaveBuffer(q: 80, effort: 4, keep: Enums.ForeignKeep.None));
}
