using System.Numerics;
using System.Text;
using ImageMagick;
using PhotoShare.ImageProcessor;
using PhotoShare.Media;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What the pipeline publishes, looked at by a second decoder that shares no code with the one that made it.</summary>
[Trait("Kind", "Slow")]
[Trait("Kind", "Once")]
public sealed class ImagePipelineTests
{
    static readonly Guid PhotoId = Guid.CreateVersion7();
    static readonly ImagePipeline Pipeline = new(new ImageLimits(), MagickHeic.Decode);

    [Theory]
    [InlineData("camera.jpg", "image/jpeg", 3000, 2000, "2048.webp 2048.jpg 1080.webp 640.webp 320.webp 160s.webp")]
    [InlineData("progressive.jpg", "image/jpeg", 1000, 563, "1000.webp 1000.jpg 640.webp 320.webp 160s.webp")]
    [InlineData("cmyk.jpg", "image/jpeg", 800, 450, "800.webp 800.jpg 640.webp 320.webp 160s.webp")]
    [InlineData("gray.jpg", "image/jpeg", 800, 450, "800.webp 800.jpg 640.webp 320.webp 160s.webp")]
    [InlineData("display-p3.jpg", "image/jpeg", 1200, 675, "1200.webp 1200.jpg 1080.webp 640.webp 320.webp 160s.webp")]
    [InlineData("polyglot.jpg", "image/jpeg", 300, 300, "300.webp 300.jpg 160s.webp")]
    [InlineData("portrait.png", "image/png", 600, 800, "600.webp 600.jpg 320.webp 160s.webp")]
    [InlineData("photo.webp", "image/webp", 1200, 675, "1200.webp 1200.jpg 1080.webp 640.webp 320.webp 160s.webp")]
    [InlineData("photo.avif", "image/avif", 1200, 675, "1200.webp 1200.jpg 1080.webp 640.webp 320.webp 160s.webp")]
    [InlineData("photo.heic", "image/heic", 1200, 675, "1200.webp 1200.jpg 1080.webp 640.webp 320.webp 160s.webp")]
    [InlineData("animated.gif", "image/gif", 240, 135, "240.webp 240.jpg 135s.webp")]
    public async Task Every_format_becomes_renditions_that_another_decoder_reads_and_that_tell_nothing_else(
        string photo, string contentType, int width, int height, string names)
    {
        var (image, renditions) = await Pipeline.Process(PhotoId, Fixture.Bytes(photo));

        Assert.Equal((contentType, width, height), (image.ContentType, image.Width, image.Height));
        Assert.Equal(names.Split(' ').Select(name => BlobKeys.Renditions(PhotoId) + name), image.Renditions.Select(r => r.Key));
        foreach (var (rendition, content) in renditions)
        {
            using var seen = Image.Load<Rgba32>(content, out var format);
            Assert.Equal((rendition.Width, rendition.Height, rendition.ByteSize), (seen.Width, seen.Height, content.LongLength));
            Assert.Equal(BlobKey.ContentType(rendition.Key), format.DefaultMimeType);
            Assert.Null(seen.Metadata.ExifProfile);
            Assert.Null(seen.Metadata.IccProfile);
            Assert.Null(seen.Metadata.XmpProfile);
            Assert.Null(seen.Metadata.IptcProfile);
            foreach (var trace in (string[])["Exif", "ICC_PROFILE", "ICCP", "EXIF", "XMP ", "adobe.com", "TEST", "SONY", "<script"])
                Assert.Equal(-1, content.AsSpan().IndexOf(Encoding.ASCII.GetBytes(trace)));
        }
    }

    [Theory]
    [InlineData("rotated.jpg")]
    [InlineData("rotated.heic")]
    public async Task A_turned_photo_stands_upright(string photo)
    {
        using var expected = await Large("upright.jpg");
        using var seen = await Large(photo);

        Assert.Equal((799, 1200), (seen.Width, seen.Height));
        Assert.InRange(MeanDifference(expected, seen), 0, 4);
    }

    [Fact]
    public async Task Wide_colours_are_brought_to_srgb()
    {
        using var seen = await Large("display-p3-swatches.jpg");

        AssertNear(new Rgba32(214, 92, 30), seen[200, 75]);
        AssertNear(new Rgba32(21, 172, 91), seen[600, 75]);
    }

    [Fact]
    public async Task A_grey_photo_stays_grey()
    {
        using var seen = await Large("gray.jpg");

        foreach (var pixel in (Rgba32[])[seen[10, 10], seen[400, 225], seen[700, 400]])
            Assert.InRange(Math.Max(Math.Abs(pixel.R - pixel.G), Math.Abs(pixel.G - pixel.B)), 0, 3);
    }

    [Theory]
    [InlineData("transparent.png")]
    [InlineData("transparent.webp")]
    public async Task What_is_clear_stays_clear_in_webp_and_becomes_white_in_jpeg(string photo)
    {
        var (_, renditions) = await Pipeline.Process(PhotoId, Fixture.Bytes(photo));
        using var webp = Decode(renditions, ".webp");
        using var jpeg = Decode(renditions, ".jpg");

        Assert.Equal(0, webp[0, 0].A);
        Assert.Equal(255, webp[200, 300].A);
        AssertNear(new Rgba32(255, 255, 255), jpeg[0, 0]);
    }

    [Theory]
    [InlineData("text.jpg", ProcessingFailureCode.UnsupportedFormat)]
    [InlineData("svg.jpg", ProcessingFailureCode.UnsupportedFormat)]
    [InlineData("pdf.png", ProcessingFailureCode.UnsupportedFormat)]
    [InlineData("tiff.jpg", ProcessingFailureCode.UnsupportedFormat)]
    [InlineData("empty.jpg", ProcessingFailureCode.Corrupt)]
    [InlineData("truncated.jpg", ProcessingFailureCode.Corrupt)]
    [InlineData("bomb.png", ProcessingFailureCode.TooLarge)]
    public async Task A_hostile_file_is_refused_in_a_sentence(string photo, ProcessingFailureCode code)
    {
        var failure = await Refused(Pipeline, Fixture.Bytes(photo));

        Assert.Equal(code, failure.Code);
        Assert.EndsWith(".", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("vips", failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("camera.jpg")]
    [InlineData("portrait.png")]
    [InlineData("photo.webp")]
    [InlineData("photo.avif")]
    [InlineData("photo.heic")]
    public async Task A_file_that_ends_in_the_middle_is_refused(string photo)
    {
        var bytes = Fixture.Bytes(photo);

        Assert.Equal(ProcessingFailureCode.Corrupt, (await Refused(Pipeline, bytes[..(bytes.Length / 2)])).Code);
        Assert.Equal(ProcessingFailureCode.Corrupt, (await Refused(Pipeline, bytes[..40])).Code);
    }

    [Fact]
    public void ImageMagick_reads_nothing_but_heic()
    {
        Assert.Equal(1200, MagickHeic.Decode(Fixture.Bytes("photo.heic")).Width);

        Assert.Throws<MagickPolicyErrorException>(() => new MagickImage(Fixture.Bytes("portrait.png")));
        Assert.Throws<MagickPolicyErrorException>(() => new MagickImage(Fixture.Bytes("svg.jpg"), MagickFormat.Svg));
        Assert.Throws<ImageRefusedException>(() => MagickHeic.Decode(Fixture.Bytes("portrait.png")));
    }

    [Fact]
    public async Task A_limit_is_named_in_numbers()
    {
        var pixels = await Refused(new ImagePipeline(new ImageLimits { MaxPixels = 5_000_000 }), Fixture.Bytes("camera.jpg"));
        Assert.Equal("The photo has 3000 × 2000 pixels. Up to 5 megapixels are possible, and up to 32768 pixels a side.", pixels.Message);

        var frames = await Refused(new ImagePipeline(new ImageLimits { MaxPixels = 100_000 }), Fixture.Bytes("animated.gif"));
        Assert.Equal("The animation has 4 frames of 240 × 135 pixels. Up to 0.1 megapixels are possible in all.", frames.Message);

        var bytes = await Refused(new ImagePipeline(new ImageLimits { MaxBytes = 1024 * 1024 / 2 }), Fixture.Bytes("camera.jpg"));
        Assert.Equal("The file has 0.8 MB. A photo may have up to 0.5 MB.", bytes.Message);

        var shape = await Refused(Pipeline, Png(2_000, 10));
        Assert.Equal("The photo has 2000 × 10 pixels. One side may be up to 100 times the other.", shape.Message);
    }

    [Theory]
    [InlineData(1, 1, "1.webp 1.jpg 1s.webp")]
    [InlineData(500, 400, "500.webp 500.jpg 320.webp 160s.webp")]
    [InlineData(2049, 100, "2048.webp 2048.jpg 1080.webp 640.webp 320.webp 100s.webp")]
    [InlineData(300, 6000, "300.webp 300.jpg 216.webp 128.webp 64.webp 160s.webp")]
    public async Task No_rendition_is_larger_than_its_source(int width, int height, string names)
    {
        var (image, _) = await Pipeline.Process(PhotoId, Png(width, height));

        Assert.Equal(names, string.Join(' ', image.Renditions.Select(r => r.Key.Split('/')[^1])));
        Assert.All(image.Renditions, r => Assert.True(r.Width <= width && r.Height <= height));
    }

    [Fact]
    public async Task The_same_original_gives_the_same_bytes()
    {
        var first = await Pipeline.Process(PhotoId, Fixture.Bytes("photo.webp"));
        var second = await Pipeline.Process(PhotoId, Fixture.Bytes("photo.webp"));

        Assert.Equal(first.Renditions.Select(r => Convert.ToHexString(r.Content)), second.Renditions.Select(r => Convert.ToHexString(r.Content)));
    }

    [Fact]
    public async Task The_same_photo_in_other_codings_has_nearly_the_same_hash_and_another_photo_has_not()
    {
        var hashes = await Task.WhenAll(((string[])["photo.webp", "photo.avif", "photo.heic", "portrait.png"]).Select(async photo =>
            (await Pipeline.Process(PhotoId, Fixture.Bytes(photo))).Image.PerceptualHash));

        Assert.InRange(BitOperations.PopCount(hashes[0] ^ hashes[1]), 0, 6);
        Assert.InRange(BitOperations.PopCount(hashes[0] ^ hashes[2]), 0, 6);
        Assert.InRange(BitOperations.PopCount(hashes[0] ^ hashes[3]), 16, 64);
    }

    static async Task<ProcessingFailure> Refused(ImagePipeline pipeline, byte[] original) =>
        (await Assert.ThrowsAsync<ImageRefusedException>(() => pipeline.Process(PhotoId, original))).Failure;

    static async Task<Image<Rgba32>> Large(string photo) => Decode((await Pipeline.Process(PhotoId, Fixture.Bytes(photo))).Renditions, ".webp");

    static Image<Rgba32> Decode(IReadOnlyList<EncodedRendition> renditions, string extension) =>
        Image.Load<Rgba32>(renditions.First(r => r.Rendition.Key.EndsWith(extension, StringComparison.Ordinal)).Content);

    static byte[] Png(int width, int height)
    {
        using var image = new Image<Rgb24>(width, height, new Rgb24(30, 120, 200));
        using var stream = new MemoryStream();
        image.SaveAsPng(stream);
        return stream.ToArray();
    }

    static double MeanDifference(Image<Rgba32> a, Image<Rgba32> b)
    {
        Assert.Equal((a.Width, a.Height), (b.Width, b.Height));
        var (first, second) = (new Rgba32[a.Width * a.Height], new Rgba32[a.Width * a.Height]);
        a.CopyPixelDataTo(first);
        b.CopyPixelDataTo(second);
        return first.Zip(second).Average(p => (Math.Abs(p.First.R - p.Second.R) + Math.Abs(p.First.G - p.Second.G) + Math.Abs(p.First.B - p.Second.B)) / 3.0);
    }

    static void AssertNear(Rgba32 expected, Rgba32 seen) =>
        Assert.True(Math.Abs(expected.R - seen.R) <= 4 && Math.Abs(expected.G - seen.G) <= 4 && Math.Abs(expected.B - seen.B) <= 4, $"{seen} is not near {expected}.");
}
