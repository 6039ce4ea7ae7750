using NetVips;
using PhotoShare.ImageProcessor;
using Image = NetVips.Image;

namespace PhotoShare.Benchmarks;

/// <summary>HEIC's pixels for libvips, which has no HEVC decoder of its own.</summary>
static class Heif
{
    public static Image Decode(byte[] original)
    {
        var decoded = MagickHeic.Decode(original);
        using var raw = Image.NewFromMemory(decoded.Pixels, decoded.Width, decoded.Height, decoded.Bands, Enums.BandFormat.Uchar);
        using var image = raw.Copy(interpretation: Enums.Interpretation.Srgb);
        return decoded.IccProfile is { } profile ? image.Mutate(copy => copy.Set(GValue.BlobType, "icc-profile-data", profile)) : image.Copy();
    }
}
