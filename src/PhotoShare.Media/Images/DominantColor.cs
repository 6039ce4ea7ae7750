namespace PhotoShare.Media;

/// <summary>The colour that a photo is remembered by: the mean of the fullest of 4,096 equal boxes of sRGB.</summary>
static class DominantColor
{
    /// <summary>0xRRGGBB of RGBA pixels, four bytes each; white when nothing is opaque.</summary>
    public static int Of(ReadOnlySpan<byte> rgba)
    {
        var boxes = new (int Count, int R, int G, int B)[4096];
        var fullest = 0;
        for (var i = 0; i < rgba.Length; i += 4)
        {
            if (rgba[i + 3] < 128)
                continue;
            var at = rgba[i] >> 4 << 8 | rgba[i + 1] >> 4 << 4 | rgba[i + 2] >> 4;
            ref var box = ref boxes[at];
            box = (box.Count + 1, box.R + rgba[i], box.G + rgba[i + 1], box.B + rgba[i + 2]);
            if (box.Count > boxes[fullest].Count)
                fullest = at;
        }
        var (count, r, g, b) = boxes[fullest];
        return count == 0 ? 0xFFFFFF : r / count << 16 | g / count << 8 | b / count;
    }
}
