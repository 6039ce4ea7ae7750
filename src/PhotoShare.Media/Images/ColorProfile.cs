using NetVips;
using Image = NetVips.Image;

namespace PhotoShare.Media;

/// <summary>Brings colours to sRGB, where it makes a visible difference.</summary>
static class ColorProfile
{
    /// <summary>libvips' name for an embedded ICC profile.</summary>
    public const string Field = "icc-profile-data";

    // Two of 255 levels is what a profile's rounded curve makes of sRGB itself, and what JPEG at quality 80 hides.
    const int Invisible = 2;

    // Every ninth of the RGB cube, 8 × 8 × 8 colours.
    static readonly byte[] Cube = [.. from r in Enumerable.Range(0, 8) from g in Enumerable.Range(0, 8) from b in Enumerable.Range(0, 8) from level in new[] { r, g, b } select (byte)(level * 255 / 7)];

    /// <summary>
    /// Converts 8-bit sRGB-like pixels out of the colours of <paramref name="profile"/>. Most photos carry a profile that is sRGB under one
    /// of its many names; so the profile is tried on a cube of colours first, and pixels are converted only when the cube moves.
    /// </summary>
    public static Image ToSrgb(Image image, byte[]? profile) =>
        profile is not null && Moves(profile) ? Convert(Vips.WithProfile(image, profile)) : image.Copy();

    static bool Moves(byte[] profile)
    {
        try
        {
            using var raw = Image.NewFromMemory(Cube, 512, 1, 3, Enums.BandFormat.Uchar);
            using var rgb = raw.Copy(interpretation: Enums.Interpretation.Srgb);
            using var converted = Convert(Vips.WithProfile(rgb, profile));
            return converted.WriteToMemory<byte>().Zip(Cube).Any(pair => Math.Abs(pair.First - pair.Second) > Invisible);
        }
        catch (VipsException)
        {
            // A profile that is damaged, or for something else than RGB, says nothing about these pixels.
            return false;
        }
    }

    static Image Convert(Image image)
    {
        using (image)
            return image.IccTransform("srgb", intent: Enums.Intent.Relative, embedded: true);
    }
}
