namespace PhotoShare.Media;

/// <summary>The picture that a ThumbHash holds, at any size. Its format and its decoding are Evan Wallace's, https://evanw.github.io/thumbhash (written anew here).</summary>
public sealed class ThumbHashPreview
{
    // The format's own: what four bits rounded off is given back to the colours.
    const double Saturation = 1.25;

    readonly byte[] hash;
    readonly Channel luminance, yellowBlue, redGreen;
    int read;

    /// <summary>Reads a hash as <see cref="ThumbHash.Encode"/> makes it. Throws <see cref="FormatException"/> when it is too short.</summary>
    public ThumbHashPreview(byte[] hash)
    {
        if (hash.Length < 6) throw new FormatException("A ThumbHash has at least 6 bytes.");
        this.hash = hash;
        var (first, second) = (hash[0] | hash[1] << 8 | hash[2] << 16, hash[3] | hash[4] << 8);
        HasAlpha = first >> 23 == 1;
        var (longer, shorter, landscape) = (HasAlpha ? 5 : 7, second & 7, second >> 15 == 1);
        read = 2 * (HasAlpha ? 6 : 5);
        luminance = Next((first & 63) / 63.0, Math.Max(3, landscape ? longer : shorter), Math.Max(3, landscape ? shorter : longer), (first >> 18 & 31) / 31.0);
        yellowBlue = Next((first >> 6 & 63) / 31.5 - 1, 3, 3, Saturation * (second >> 3 & 63) / 63.0);
        redGreen = Next((first >> 12 & 63) / 31.5 - 1, 3, 3, Saturation * (second >> 9 & 63) / 63.0);
    }

    /// <summary>Whether the photo has transparent places; which ones is not read.</summary>
    public bool HasAlpha { get; }

    /// <summary>The pixels, three bytes each, row by row.</summary>
    public byte[] Rgb(int width, int height)
    {
        var rgb = new byte[3 * width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (u, v) = (Math.PI * (x + 0.5) / width, Math.PI * (y + 0.5) / height);
                var (l, p, q) = (luminance.At(u, v), yellowBlue.At(u, v), redGreen.At(u, v));
                var blue = l - 2 * p / 3;
                var red = (3 * l - blue + q) / 2;
                var at = 3 * (y * width + x);
                (rgb[at], rgb[at + 1], rgb[at + 2]) = (Byte(red), Byte(red - q), Byte(blue));
            }
        }
        return rgb;
    }

    Channel Next(double mean, int columns, int rows, double scale)
    {
        var waves = new List<(int, int, double)>();
        for (var row = 0; row < rows; row++)
            for (var column = row == 0 ? 1 : 0; column * rows < columns * (rows - row); column++)
                waves.Add((column, row, (Half() / 7.5 - 1) * scale));
        return new Channel(mean, waves);
    }

    int Half()
    {
        if (read / 2 >= hash.Length) throw new FormatException("The ThumbHash ends too early.");
        var both = hash[read / 2];
        return read++ % 2 == 0 ? both & 15 : both >> 4;
    }

    static byte Byte(double share) => (byte)Math.Clamp(255 * share, 0, 255);

    /// <summary>One channel as cosine waves around its mean.</summary>
    sealed record Channel(double Mean, IReadOnlyList<(int Column, int Row, double Height)> Waves)
    {
        public double At(double u, double v) => Mean + 2 * Waves.Sum(wave => wave.Height * Math.Cos(wave.Column * u) * Math.Cos(wave.Row * v));
    }
}
