using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

public sealed class CameraMetadataTests
{
    [Fact]
    public async Task What_the_camera_wrote_is_read()
    {
        var (image, _) = await new ImagePipeline(new ImageLimits()).Process(Guid.NewGuid(), Fixture.Bytes("camera.jpg"));

        var metadata = Assert.IsType<CameraMetadata>(image.Metadata);
        Assert.Equal(("SONY", "ILCE-6000", "E PZ 16-50mm F3.5-5.6 OSS"), (metadata.Make, metadata.Model, metadata.Lens));
        Assert.Equal(("22 mm", "f/8", "6 s", 100), (metadata.FocalLength, metadata.Aperture, metadata.Exposure, metadata.Iso));
        Assert.Equal(new DateTime(2014, 4, 18, 20, 33, 53, DateTimeKind.Utc), metadata.TakenAt);
        Assert.Equal((48.84222, 2.32194), (Math.Round(metadata.Latitude!.Value, 5), Math.Round(metadata.Longitude!.Value, 5)));
    }

    [Fact]
    public async Task A_photo_without_metadata_has_none()
    {
        var (image, _) = await new ImagePipeline(new ImageLimits()).Process(Guid.NewGuid(), Fixture.Bytes("upright.jpg"));

        Assert.Null(image.Metadata);
    }

    [Fact]
    public void Broken_metadata_never_throws()
    {
        var exif = ExifOf(Fixture.Bytes("camera.jpg"));
        Assert.Equal("SONY", CameraMetadataReader.Read(exif)?.Make);

        var random = new Random(1);
        var read = 0;
        for (var round = 0; round < 2_000; round++)
        {
            var broken = exif[..random.Next(exif.Length)];
            for (var i = 0; i < 20 && broken.Length > 0; i++)
                broken[random.Next(Math.Min(broken.Length, 2_000))] = (byte)random.Next(256);
            if (CameraMetadataReader.Read(broken) is { } metadata)
            {
                read++;
                Assert.True(metadata.Latitude is null or (>= -90 and <= 90));
                Assert.True(metadata.Make is null || metadata.Make.Length <= 100);
            }
        }
        Assert.InRange(read, 1, 1_999);
    }

    // The segment after FF E1 and its length of two bytes.
    static byte[] ExifOf(byte[] jpeg)
    {
        var at = jpeg.AsSpan().IndexOf("Exif\0\0"u8);
        return jpeg[at..(at + (jpeg[at - 2] << 8 | jpeg[at - 1]) - 2)];
    }
}
