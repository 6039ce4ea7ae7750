using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

public sealed class ThumbHashTests
{
    // The expected values were made by the format's own encoder, npm thumbhash 0.1.1, from the same pixels.
    [Theory]
    [InlineData(60, 40, false, "HScOFZhwd3dyeHiHh3eHh/rzDed4")]
    [InlineData(40, 60, true, "XtaFEwgog5AqukeXjxP65VBZV2mHd3g=")]
    [InlineData(100, 100, false, "ndcJFxAGtWWTZnhllAiWiYh6ZxCjBnwJ")]
    [InlineData(1, 1, false, "AAgCBwAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void The_hash_is_the_one_that_the_reference_encoder_gives(int width, int height, bool transparent, string expected)
    {
        var rgba = new byte[width * height * 4];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var pixel = rgba.AsSpan(4 * (y * width + x), 4);
                (pixel[0], pixel[1], pixel[2]) = ((byte)(x * 4), (byte)(y * 5), (byte)((x + y) * 3));
                pixel[3] = transparent ? (byte)(x * 6 + y) : byte.MaxValue;
            }
        }

        Assert.Equal(expected, Convert.ToBase64String(ThumbHash.Encode(width, height, rgba)));
    }

    [Fact]
    public void A_wholly_transparent_picture_has_a_hash_too() => Assert.NotEmpty(ThumbHash.Encode(10, 10, new byte[400]));
}
