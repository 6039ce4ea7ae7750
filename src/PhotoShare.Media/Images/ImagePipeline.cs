using NetVips;
using Image = NetVips.Image;

namespace PhotoShare.Media;

/// <summary>
/// From an original to what is shown: upright, sRGB, without metadata, in a few sizes. The same original gives the same keys and the same
/// bytes, so that doing it twice does no harm. Needs libvips (NetVips.Native) at run time.
/// </summary>
/// <param name="limits">What is refused before decoding.</param>
/// <param name="decodeHeic">Reads HEIC; <c>null</c> where it is refused.</param>
public sealed class ImagePipeline(ImageLimits limits, HeicDecoder? decodeHeic = null)
{
    // The largest picture of AV1's highest level (AV1 specification, A.3); above it an AVIF is read only when it is made of tiles.
    const int LargestAv1Picture = 35_651_584;

    /// <summary>
    /// Makes a photo's renditions. Throws <see cref="ImageRefusedException"/> when the bytes are no photo that can be shown; anything else
    /// that is thrown is a fault of this machine. It can't be stopped half-way: to bound its time, end the process.
    /// </summary>
    public async Task<ProcessedPhoto> Process(Guid photoId, byte[] original)
    {
        limits.CheckBytes(original.LongLength);
        var kind = ImageKinds.Sniff(original) ?? throw ImageRefusedException.Unsupported();
        var (source, large) = Decode(kind, original);
        using (large)
        {
            using var sizes = new RenditionSizes(large);
            var renditions = await RenditionEncoder.Encode(BlobKeys.Renditions(photoId), sizes);
            var (thumbHash, color, hash) = Describe(sizes.Smallest);
            return new ProcessedPhoto(
                new ProcessedImage(source.Width, source.Height, kind.ContentType(), original.LongLength, thumbHash, color, hash, [.. renditions.Select(r => r.Rendition)], source.Metadata),
                renditions);
        }
    }

    (Source Source, Image Large) Decode(ImageKind kind, byte[] original)
    {
        var pixels = 0L;
        try
        {
            using var header = Vips.Open(original);
            pixels = (long)header.Width * header.Height;
            limits.CheckSize(header.Width, header.Height, header.Number("n-pages", otherwise: 1));
            // EXIF orientations from 5 up lie on their side. HEIC and AVIF turn by a property of their own, which the decoder has applied.
            var turned = header.Number("orientation", otherwise: 1) >= 5 && kind is not (ImageKind.Heic or ImageKind.Avif);
            var (width, height) = turned ? (header.Height, header.Width) : (header.Width, header.Height);
            var metadata = header.Blob("exif-data") is { } exif ? CameraMetadataReader.Read(exif) : null;
            return (new Source(width, height, metadata), Load(kind, original, width, height));
        }
        catch (VipsException e) when (kind == ImageKind.Avif && pixels > LargestAv1Picture)
        {
            throw new ImageRefusedException(ProcessingFailureCode.TooLarge, "An AVIF photo may have up to 35 megapixels. Send a smaller one, or another format.", e);
        }
        catch (VipsException e)
        {
            throw ImageRefusedException.Damaged(e);
        }
    }

    Image Load(ImageKind kind, byte[] original, int width, int height)
    {
        using var opened = kind switch
        {
            ImageKind.Heic when decodeHeic is null => throw ImageRefusedException.Unsupported(),
            ImageKind.Heic => Vips.From(decodeHeic(original)),
            ImageKind.Jpeg => Vips.Open(original, RenditionSizes.Shrink(width, height)),
            _ => Vips.Open(original),
        };
        // Inks are brought to sRGB on the way down; anything else after it, when fewer pixels are left.
        var inks = opened.Interpretation == Enums.Interpretation.Cmyk;
        using var scaled = RenditionSizes.Fit(opened, RenditionSizes.Largest, outputProfile: inks ? "srgb" : null);
        using var rgb = scaled is { Interpretation: Enums.Interpretation.Srgb, Format: Enums.BandFormat.Uchar } ? scaled.Copy() : scaled.Colourspace(Enums.Interpretation.Srgb);
        using var bytes = rgb.Format == Enums.BandFormat.Uchar ? rgb.Copy() : rgb.Cast(Enums.BandFormat.Uchar);
        // Decoded once, here; everything from now on works on these pixels.
        using var decoded = bytes.CopyMemory();
        using var srgb = ColorProfile.ToSrgb(decoded, inks ? null : opened.Blob(ColorProfile.Field));
        using var visible = IsOpaque(srgb) ? srgb.ExtractBand(0, n: 3) : srgb.Copy();
        return visible.CopyMemory();
    }

    static bool IsOpaque(Image image)
    {
        if (!image.HasAlpha())
            return false;
        using var alpha = image[image.Bands - 1];
        return alpha.Min() >= byte.MaxValue;
    }

    static (string ThumbHash, int Color, ulong Hash) Describe(Image smallest)
    {
        using var small = smallest.ThumbnailImage(ThumbHash.MaxSide, height: ThumbHash.MaxSide, size: Enums.Size.Down);
        using var rgba = small.HasAlpha() ? small.Copy() : small.Bandjoin(byte.MaxValue);
        using var flat = RenditionEncoder.OnWhite(smallest);
        using var square = flat.ThumbnailImage(PerceptualHash.Side, height: PerceptualHash.Side, size: Enums.Size.Force);
        using var grey = square.Colourspace(Enums.Interpretation.Bw);
        var pixels = rgba.WriteToMemory<byte>();
        return (Convert.ToBase64String(ThumbHash.Encode(rgba.Width, rgba.Height, pixels)), DominantColor.Of(pixels), PerceptualHash.Of(grey.WriteToMemory<byte>()));
    }

    sealed record Source(int Width, int Height, CameraMetadata? Metadata);
}

/// <summary>What was made of an original, and the bytes to publish.</summary>
public sealed record ProcessedPhoto(ProcessedImage Image, IReadOnlyList<EncodedRendition> Renditions);

/// <summary>A rendition's bytes.</summary>
public sealed record EncodedRendition(Rendition Rendition, byte[] Content);
