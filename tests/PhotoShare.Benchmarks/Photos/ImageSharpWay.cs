using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace PhotoShare.Benchmarks;

/// <summary>ImageSharp as its documentation shows it: loaded once, and a resized clone for each rendition.</summary>
static class ImageSharpWay
{
    static readonly WebpEncoder Webp = new() { Quality = 80, Method = WebpEncodingMethod.Level4, FileFormat = WebpFileFormatType.Lossy };
    static readonly JpegEncoder Jpeg = new() { Quality = 80 };

    public static Task<IReadOnlyList<Made>> Make(byte[] original)
    {
        using var image = Image.Load<Rgb24>(original);
        image.Mutate(photo => photo.AutoOrient());
        image.Metadata.ExifProfile = null;
        image.Metadata.IccProfile = null;
        image.Metadata.XmpProfile = null;
        image.Metadata.IptcProfile = null;
        return Task.FromResult<IReadOnlyList<Made>>(
        [
            .. from width in (int[])[2048, 1080, 640, 320]
               select Resized(image, $"{width}.webp", new() { Size = new Size(width, 0), Sampler = KnownResamplers.Lanczos3 }, Webp),
            Resized(image, "2048.jpg", new() { Size = new Size(2048, 0), Sampler = KnownResamplers.Lanczos3 }, Jpeg),
            Resized(image, "160s.webp", new() { Size = new Size(160, 160), Mode = ResizeMode.Crop, Sampler = KnownResamplers.Lanczos3 }, Webp),
        ]);
    }

    static Made Resized(Image image, string name, ResizeOptions options, IImageEncoder encoder)
    {
        using var resized = image.Clone(photo => photo.Resize(options));
        using var content = new MemoryStream();
        resized.Save(content, encoder);
        return new Made(name, content.ToArray());
    }
}
