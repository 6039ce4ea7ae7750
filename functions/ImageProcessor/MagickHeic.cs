using ImageMagick;
using PhotoShare.Media;

namespace PhotoShare.ImageProcessor;

/// <summary>
/// Decodes HEIC by ImageMagick, which brings an HEVC decoder. It lives in this process alone, and reads nothing but HEIC:
/// policy.xml beside the program forbids every other coder, every delegate and every path.
/// </summary>
public static class MagickHeic
{
    static MagickHeic()
    {
        if (!File.Exists(Path.Combine(AppContext.BaseDirectory, "policy.xml")))
            throw new InvalidOperationException($"policy.xml is missing from {AppContext.BaseDirectory}. Without it ImageMagick would read a hundred formats; it is not used.");
        // Must stand before ImageMagick's first use, which reads its policy once.
        MagickNET.SetEnvironmentVariable("MAGICK_CONFIGURE_PATH", AppContext.BaseDirectory);
        ResourceLimits.Thread = 1;
        ResourceLimits.Disk = 0;
        ResourceLimits.Memory = 1UL << 30;
    }

    /// <summary>The primary picture, turned upright as its file says, in the colours of its own profile.</summary>
    public static DecodedPixels Decode(byte[] original)
    {
        try
        {
            using var image = new MagickImage(original, new MagickReadSettings { Format = MagickFormat.Heic, FrameIndex = 0, FrameCount = 1 });
            using var pixels = image.GetPixelsUnsafe();
            var mapping = image.HasAlpha ? PixelMapping.RGBA : PixelMapping.RGB;
            var bytes = pixels.ToByteArray(mapping) ?? throw new InvalidOperationException("ImageMagick gave no pixels.");
            return new DecodedPixels(bytes, (int)image.Width, (int)image.Height, image.HasAlpha ? 4 : 3, image.GetColorProfile()?.ToByteArray());
        }
        catch (MagickException e)
        {
            throw ImageRefusedException.Damaged(e);
        }
    }
}
