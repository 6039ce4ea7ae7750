using System.Buffers.Binary;

namespace PhotoShare.Media;

/// <summary>The codings that are read.</summary>
public enum ImageKind { Jpeg, Png, Webp, Gif, Avif, Heic }

/// <summary>Tells the coding by the first bytes, never by a name, so that only decoders on this list ever see a stranger's bytes.</summary>
public static class ImageKinds
{
    /// <summary>The coding; <c>null</c> for anything that is not read here.</summary>
    public static ImageKind? Sniff(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith<byte>([0xFF, 0xD8, 0xFF]))
            return ImageKind.Jpeg;
        if (bytes.StartsWith<byte>([0x89, .. "PNG\r\n"u8, 0x1A, 0x0A]))
            return ImageKind.Png;
        if (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8))
            return ImageKind.Gif;
        if (bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8))
            return ImageKind.Webp;
        return bytes.Length >= 16 && bytes[4..].StartsWith("ftyp"u8) ? SniffBrands(bytes) : null;
    }

    /// <summary>The coding's media type.</summary>
    public static string ContentType(this ImageKind kind) => kind switch
    {
        ImageKind.Jpeg => "image/jpeg",
        ImageKind.Png => "image/png",
        ImageKind.Webp => "image/webp",
        ImageKind.Gif => "image/gif",
        ImageKind.Avif => "image/avif",
        _ => "image/heic",
    };

    // ISO 23008-12: a major brand, a version, then compatible brands. `mif1` says only that there is an image; another brand tells its coding.
    static ImageKind? SniffBrands(ReadOnlySpan<byte> bytes)
    {
        var end = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(bytes), Math.Min(bytes.Length, 256));
        ImageKind? found = null;
        for (var at = 8; at + 4 <= end; at += 4)
        {
            var brand = bytes.Slice(at, 4);
            if (brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8))
                return ImageKind.Avif;
            if (brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("heim"u8) || brand.SequenceEqual("heis"u8)
                || brand.SequenceEqual("hevc"u8) || brand.SequenceEqual("hevx"u8))
                found = ImageKind.Heic;
        }
        return found;
    }
}
