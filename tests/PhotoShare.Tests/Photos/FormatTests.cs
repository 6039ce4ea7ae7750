using System.Text;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Every kind of photo that is taken, from upload to rendition, looked at by a decoder that is not the one that made it.</summary>
[Collection(NextDoorCollection.Name)]
[Trait("Kind", "Slow")]
public sealed class FormatTests(House house)
{
    [Theory]
    [InlineData("camera.jpg")]
    [InlineData("rotated.jpg", 799, 1200)]
    [InlineData("upright.jpg", 799, 1200)]
    [InlineData("progressive.jpg")]
    [InlineData("cmyk.jpg")]
    [InlineData("gray.jpg")]
    [InlineData("display-p3.jpg")]
    [InlineData("portrait.png", 600, 800)]
    [InlineData("transparent.png")]
    [InlineData("photo.webp")]
    [InlineData("transparent.webp")]
    [InlineData("animated.gif", 240, 135)]
    [InlineData("photo.avif")]
    [InlineData("photo.heic")]
    [InlineData("rotated.heic", 799, 1200)]
    [InlineData("polyglot.jpg", 300, 300)]
    public async Task A_photo_becomes_renditions_without_what_the_camera_knew(string file, int? width = null, int? height = null)
    {
        var photo = await house.Ann.PhotoWhen(await house.Ann.UploadFile(file), "READY");
        var (w, h) = (photo.Number("photo.width"), photo.Number("photo.height"));

        Assert.Equal((width ?? w, height ?? h), (w, h));
        Assert.Matches("^#[0-9a-f]{6}$", photo["photo.dominantColor"]);
        Assert.InRange(Convert.FromBase64String(photo["photo.placeholder"]!).Length, 5, 25);
        foreach (var list in (string[])["photo.webp", "photo.jpeg"])
        {
            Assert.NotEmpty(photo.List(list));
            for (var i = 0; i < photo.List(list).Count; i++) await ShouldShow(photo, $"{list}.{i}", (double)w / h);
        }
        await ShouldShow(photo, "photo.square", 1);
    }

    async Task ShouldShow(GraphAnswer photo, string path, double shape)
    {
        using var answer = await house.Stranger.Http.GetAsync(new Uri(photo[$"{path}.url"]!));
        Assert.Equal(photo[$"{path}.contentType"], answer.Content.Headers.ContentType?.MediaType);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(photo.Number($"{path}.byteSize"), bytes.Length);

        using var image = Image.Load<Rgb24>(bytes);
        Assert.Equal((photo.Number($"{path}.width"), photo.Number($"{path}.height")), (image.Width, image.Height));
        Assert.InRange(image.Width, 1, 2048);
        Assert.InRange((double)image.Width / image.Height, shape * 0.97, shape * 1.03);
        Assert.True(image.Metadata is { ExifProfile: null, XmpProfile: null, IptcProfile: null }, $"{path} still has metadata");
        Assert.All(["Exif\0\0", "http://ns.adobe.com", "ILCE-6000", "Test Owner", "<script"], word => Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(word))));
    }

    [Fact]
    public async Task A_rotated_photo_stands_upright_like_its_upright_twin()
    {
        var rotated = await Small(await house.Ann.PhotoWhen(await house.Ann.UploadFile("rotated.jpg"), "READY"));
        var upright = await Small(await house.Ann.PhotoWhen(await house.Ann.UploadFile("upright.jpg"), "READY"));

        Assert.Equal(upright.Size(), rotated.Size());
        Assert.InRange(Difference(upright, rotated), 0, 6);
    }

    [Fact]
    public async Task A_wide_gamut_photo_has_its_colours_in_srgb()
    {
        using var photo = await Small(await house.Ann.PhotoWhen(await house.Ann.UploadFile("display-p3-swatches.jpg"), "READY"));
        var (left, right) = (photo[photo.Width / 4, photo.Height / 8], photo[photo.Width * 3 / 4, photo.Height / 8]);

        // Stored as 200,100,50 and 80,170,100 in Display P3; CREDITS.md beside the file has the sums.
        ShouldBeNear(new Rgb24(214, 92, 30), left);
        ShouldBeNear(new Rgb24(21, 172, 91), right);
    }

    [Fact]
    public async Task What_the_camera_wrote_is_for_the_owner_alone()
    {
        var photoId = await house.Ann.UploadFile("camera.jpg");
        var own = await house.Ann.PhotoWhen(photoId, "READY");
        Assert.Equal("ILCE-6000", own["photo.camera.model"]);
        Assert.NotNull(own.At("photo.location"));

        (await house.Ann.Graph("mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } errors { ... on Error { code message } } } }",
            new { input = new { photoIds = new[] { photoId } } })).ShouldSucceed();
        var others = (await house.Bob.LookAt(photoId)).ShouldSucceed();
        Assert.Equal("READY", others["photo.status"]);
        Assert.Equal((null, null, null), (others.At("photo.camera"), others.At("photo.location"), others.At("photo.original")));
    }

    async Task<Image<Rgb24>> Small(GraphAnswer photo)
    {
        var index = photo.List("photo.webp").Count - 1;
        return Image.Load<Rgb24>(await house.Stranger.Http.GetByteArrayAsync(new Uri(photo[$"photo.webp.{index}.url"]!)));
    }

    static double Difference(Image<Rgb24> a, Image<Rgb24> b)
    {
        var sum = 0L;
        for (var y = 0; y < a.Height; y++)
            for (var x = 0; x < a.Width; x++) sum += Math.Abs(a[x, y].R - b[x, y].R) + Math.Abs(a[x, y].G - b[x, y].G) + Math.Abs(a[x, y].B - b[x, y].B);
        return sum / (3.0 * a.Width * a.Height);
    }

    static void ShouldBeNear(Rgb24 expected, Rgb24 actual) => Assert.True(
        Math.Abs(expected.R - actual.R) <= 8 && Math.Abs(expected.G - actual.G) <= 8 && Math.Abs(expected.B - actual.B) <= 8, $"{actual} is not near {expected}");
}
