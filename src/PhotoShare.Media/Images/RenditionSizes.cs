using NetVips;
using Image = NetVips.Image;

namespace PhotoShare.Media;

/// <summary>
/// A photo in its sizes, each made from the next larger one, none larger than its source, and the square for grids.
/// A width allows four times its height, so that a long screenshot stays below the 16,383 pixels that WebP can hold.
/// </summary>
sealed class RenditionSizes : IDisposable
{
    public const int Largest = 2048;

    const int MaxTallness = 4;
    const int SquareSide = 160;

    static readonly int[] Widths = [Largest, 1080, 640, 320];

    readonly List<Image> whole = [];

    /// <summary>Scales a decoded picture down; takes it over as the largest size, but leaves its disposal to the caller.</summary>
    public RenditionSizes(Image large)
    {
        whole.Add(large);
        foreach (var width in Widths.Where(width => Factor(large.Width, large.Height, width) > 1))
        {
            using var scaled = Fit(whole[^1], width);
            whole.Add(scaled.CopyMemory());
        }
        // From its nearest neighbour that is large enough.
        var from = whole.FindLast(size => Math.Min(size.Width, size.Height) >= SquareSide) ?? large;
        var side = Math.Min(SquareSide, Math.Min(from.Width, from.Height));
        Square = from.ThumbnailImage(side, height: side, crop: Enums.Interesting.Centre);
    }

    /// <summary>Largest first.</summary>
    public IReadOnlyList<Image> Whole => whole;

    public Image Square { get; }

    public Image Smallest => whole[^1];

    /// <summary>By how much a JPEG may shrink while it is decoded (1, 2, 4 or 8) and still have every pixel of the largest size.</summary>
    public static int Shrink(int width, int height) =>
        Factor(width, height, Largest) switch { >= 8 => 8, >= 4 => 4, >= 2 => 2, _ => 1 };

    /// <summary>Scales down, never up, and turns upright by the EXIF orientation if there is one.</summary>
    public static Image Fit(Image image, int width, string? outputProfile = null) =>
        image.ThumbnailImage(width, height: MaxTallness * width, size: Enums.Size.Down, outputProfile: outputProfile);

    public void Dispose()
    {
        Square.Dispose();
        foreach (var size in whole.Skip(1))
            size.Dispose();
    }

    static double Factor(int width, int height, int target) => Math.Max(width / (double)target, height / (double)(MaxTallness * target));
}
