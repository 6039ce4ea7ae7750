namespace PhotoShare.Media;

/// <summary>
/// Decodes HEIC, for which libvips as it is shipped has no HEVC decoder. The image function brings one; without it HEIC is refused in words.
/// Throws <see cref="ImageRefusedException"/> for a file that it can't read.
/// </summary>
public delegate DecodedPixels HeicDecoder(byte[] original);

/// <summary>Pixels in the clear: <paramref name="Bands"/> bytes each (3 for RGB, 4 for RGBA), upright, in the colours of <paramref name="IccProfile"/> or sRGB.</summary>
public sealed record DecodedPixels(byte[] Pixels, int Width, int Height, int Bands, byte[]? IccProfile);
