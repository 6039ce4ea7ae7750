namespace PhotoShare.Media;

/// <summary>
/// A 64-bit hash that changes little when a photo is scaled, recompressed or slightly retouched: the signs, against their median,
/// of the 8 × 8 lowest DCT frequencies beside the constant ones (C. Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions", 2010).
/// </summary>
public static class PerceptualHash
{
    /// <summary>Pixels a side of the grey square that is hashed.</summary>
    public const int Side = 32;

    const int Frequencies = 8;
    static readonly double[,] Cosines = MakeCosines();

    /// <summary>Hashes 32 × 32 grey pixels, one byte each. Near-duplicates differ in a few bits, unrelated photos in about 32.</summary>
    public static ulong Of(ReadOnlySpan<byte> grey)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(grey.Length, Side * Side, nameof(grey));
        var rows = new double[Frequencies, Side];
        for (var u = 0; u < Frequencies; u++)
        {
            for (var y = 0; y < Side; y++)
            {
                for (var x = 0; x < Side; x++)
                    rows[u, y] += Cosines[u, x] * grey[y * Side + x];
            }
        }
        var spectrum = new double[Frequencies * Frequencies];
        for (var v = 0; v < Frequencies; v++)
        {
            for (var u = 0; u < Frequencies; u++)
            {
                for (var y = 0; y < Side; y++)
                    spectrum[v * Frequencies + u] += Cosines[v, y] * rows[u, y];
            }
        }
        var median = spectrum.Order().ElementAt(spectrum.Length / 2 - 1);
        var hash = 0UL;
        for (var i = 0; i < spectrum.Length; i++)
        {
            if (spectrum[i] > median)
                hash |= 1UL << i;
        }
        return hash;
    }

    static double[,] MakeCosines()
    {
        var cosines = new double[Frequencies, Side];
        for (var u = 0; u < Frequencies; u++)
        {
            for (var x = 0; x < Side; x++)
                cosines[u, x] = Math.Cos((2 * x + 1) * (u + 1) * Math.PI / (2 * Side));
        }
        return cosines;
    }
}
