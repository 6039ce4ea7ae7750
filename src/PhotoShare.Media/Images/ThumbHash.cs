namespace PhotoShare.Media;

/// <summary>
/// A blurred preview of a photo in about 25 bytes: the lowest DCT coefficients of luminance, two colour differences and alpha,
/// four bits each. The format is Evan Wallace's, https://evanw.github.io/thumbhash (written anew here; checked against its published encoder).
/// </summary>
public static class ThumbHash
{
    /// <summary>The longest side that is encoded, in pixels; more costs time and adds nothing.</summary>
    public const int MaxSide = 100;

    /// <summary>Encodes RGBA pixels, four bytes each, not premultiplied.</summary>
    public static byte[] Encode(int width, int height, ReadOnlySpan<byte> rgba)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Max(width, height), MaxSide, nameof(width));
        var (luminance, yellowBlue, redGreen, alpha, hasAlpha) = Channels(width, height, rgba);

        // Alpha takes its share of the bytes from luminance.
        var most = hasAlpha ? 5 : 7;
        var (nx, ny) = (Components(most, width, Math.Max(width, height)), Components(most, height, Math.Max(width, height)));
        var l = Transform(luminance, width, height, Math.Max(3, nx), Math.Max(3, ny));
        var p = Transform(yellowBlue, width, height, 3, 3);
        var q = Transform(redGreen, width, height, 3, 3);

        var landscape = width > height;
        var first = Round(63 * l.Dc) | Round(31.5 + 31.5 * p.Dc) << 6 | Round(31.5 + 31.5 * q.Dc) << 12 | Round(31 * l.Scale) << 18 | (hasAlpha ? 1 << 23 : 0);
        var second = (landscape ? ny : nx) | Round(63 * p.Scale) << 3 | Round(63 * q.Scale) << 9 | (landscape ? 1 << 15 : 0);
        List<byte> hash = [(byte)first, (byte)(first >> 8), (byte)(first >> 16), (byte)second, (byte)(second >> 8)];
        List<double> coefficients = [.. l.Ac, .. p.Ac, .. q.Ac];
        if (hasAlpha)
        {
            var a = Transform(alpha, width, height, 5, 5);
            hash.Add((byte)(Round(15 * a.Dc) | Round(15 * a.Scale) << 4));
            coefficients.AddRange(a.Ac);
        }
        foreach (var pair in coefficients.Chunk(2))
            hash.Add((byte)(Round(15 * pair[0]) | (pair.Length > 1 ? Round(15 * pair[1]) << 4 : 0)));
        return [.. hash];
    }

    static (double[] L, double[] P, double[] Q, double[] A, bool HasAlpha) Channels(int width, int height, ReadOnlySpan<byte> rgba)
    {
        var n = width * height;
        double sumR = 0, sumG = 0, sumB = 0, sumA = 0;
        for (var i = 0; i < n; i++)
        {
            var opacity = rgba[4 * i + 3] / 255.0;
            sumR += opacity / 255 * rgba[4 * i];
            sumG += opacity / 255 * rgba[4 * i + 1];
            sumB += opacity / 255 * rgba[4 * i + 2];
            sumA += opacity;
        }
        var weight = sumA > 0 ? 1 / sumA : 0;

        // What shows through is taken to be the average colour, so that transparency adds no edges.
        double[] l = new double[n], p = new double[n], q = new double[n], a = new double[n];
        for (var i = 0; i < n; i++)
        {
            var opacity = rgba[4 * i + 3] / 255.0;
            var r = sumR * weight * (1 - opacity) + opacity / 255 * rgba[4 * i];
            var g = sumG * weight * (1 - opacity) + opacity / 255 * rgba[4 * i + 1];
            var b = sumB * weight * (1 - opacity) + opacity / 255 * rgba[4 * i + 2];
            l[i] = (r + g + b) / 3;
            p[i] = (r + g) / 2 - b;
            q[i] = r - g;
            a[i] = opacity;
        }
        return (l, p, q, a, sumA < n);
    }

    // The DCT's lower left triangle of nx by ny coefficients; those but the first are scaled to 0..1 around 0.5.
    static (double Dc, List<double> Ac, double Scale) Transform(double[] channel, int width, int height, int nx, int ny)
    {
        double dc = 0, scale = 0;
        List<double> ac = [];
        var row = new double[width];
        for (var cy = 0; cy < ny; cy++)
        {
            for (var cx = 0; cx * ny < nx * (ny - cy); cx++)
            {
                for (var x = 0; x < width; x++)
                    row[x] = Math.Cos(Math.PI / width * cx * (x + 0.5));
                double sum = 0;
                for (var y = 0; y < height; y++)
                {
                    var column = Math.Cos(Math.PI / height * cy * (y + 0.5));
                    for (var x = 0; x < width; x++)
                        sum += channel[x + y * width] * row[x] * column;
                }
                var coefficient = sum / (width * height);
                if (cx == 0 && cy == 0)
                    dc = coefficient;
                else
                    ac.Add(coefficient);
            }
        }
        foreach (var coefficient in ac)
            scale = Math.Max(scale, Math.Abs(coefficient));
        return (dc, scale > 0 ? ac.ConvertAll(c => 0.5 + 0.5 / scale * c) : ac, scale);
    }

    static int Components(int most, int side, int longer) => Math.Max(1, Round(most * side / (double)longer));

    // Halves go up, as in JavaScript, so that the same pixels give the same hash everywhere.
    static int Round(double value) => (int)Math.Floor(value + 0.5);
}
