using PhotoShare.Media;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using Xunit;

namespace PhotoShare.Tests;

public sealed class ThumbHashPreviewTests
{
    [Theory]
    [InlineData(60, 40)]
    [InlineData(40, 60)]
    [InlineData(50, 50)]
    [InlineData(90, 30)]
    public void What_was_encoded_comes_back_as_good_as_four_bits_can_hold_it(int width, int height)
    {
        var preview = new ThumbHashPreview(ThumbHash.Encode(width, height, Gradient(width, height)));
        var rgb = preview.Rgb(width, height);
        var (expected, errors) = (Gradient(width, height), new List<int>());
        for (var i = 0; i < width * height; i++)
            for (var channel = 0; channel < 3; channel++)
                errors.Add(Math.Abs(rgb[3 * i + channel] - expected[4 * i + channel]));

        Assert.False(preview.HasAlpha);
        Assert.True(errors.Average() < 12, $"The mean error is {errors.Average()} of 255.");
    }

    // The colours that the format's own decoder, npm thumbhash 0.1.1, gives first, in the middle and last.
    [Theory]
    [InlineData("HScOFZhwd3dyeHiHh3eHh/rzDed4", 32, 23, new[] { 11, 15, 0, 122, 80, 165, 182, 154, 136 })]
    [InlineData("ndcJFxAGtWWTZnhllAiWiYh6ZxCjBnwJ", 32, 32, new[] { 0, 10, 41, 181, 138, 157, 66, 188, 143 })]
    public void The_pixels_are_those_of_the_reference_decoder(string hash, int width, int height, int[] expected)
    {
        var rgb = new ThumbHashPreview(Convert.FromBase64String(hash)).Rgb(width, height);
        var middle = 3 * (width * (height / 2) + width / 2);

        Assert.Equal(expected, (int[])[.. rgb[..3], .. rgb[middle..(middle + 3)], .. rgb[^3..]]);
    }

    [Fact]
    public void It_says_that_something_shows_through() => Assert.True(new ThumbHashPreview(Convert.FromBase64String("XtaFEwgog5AqukeXjxP65VBZV2mHd3g=")).HasAlpha);

    [Theory]
    [InlineData("")]
    [InlineData("HScOFZhwd3dyeA==")]
    public void A_hash_that_ends_too_early_is_refused(string hash) => Assert.Throws<FormatException>(() => new ThumbHashPreview(Convert.FromBase64String(hash)));

    [Fact]
    public void A_small_PNG_is_read_by_another_decoder_as_it_was_written()
    {
        byte[] rgb = [255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30, 40, 50, 60, 70, 80, 90];
        using var read = Image.Load<Rgb24>(SmallPng.Of(3, 2, rgb));
        var pixels = new byte[rgb.Length];
        read.CopyPixelDataTo(pixels);

        Assert.Equal((3, 2), (read.Width, read.Height));
        Assert.Equal(rgb, pixels);
    }

    static byte[] Gradient(int width, int height)
    {
        var rgba = new byte[4 * width * height];
        for (var i = 0; i < width * height; i++)
        {
            var (x, y) = (i % width, i / width);
            (rgba[4 * i], rgba[4 * i + 1], rgba[4 * i + 2], rgba[4 * i + 3]) = ((byte)(60 + 140 * x / width), (byte)(60 + 120 * y / height), (byte)(200 - 90 * (x + y) / (width + height)), byte.MaxValue);
        }
        return rgba;
    }
}
