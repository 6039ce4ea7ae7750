namespace PhotoShare.Media;

/// <summary>What an original may ask of the decoder. All of it is read from the header, before any pixel is decoded.</summary>
public sealed record ImageLimits
{
    /// <summary>Bytes of the file.</summary>
    public long MaxBytes { get; init; } = 50L * 1024 * 1024;

    /// <summary>Pixels of one frame times the number of frames.</summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>Pixels of the longer side.</summary>
    public int MaxSide { get; init; } = 32_768;

    /// <summary>The longer side divided by the shorter one.</summary>
    public int MaxAspectRatio { get; init; } = 100;

    /// <summary>Throws <see cref="ImageRefusedException"/> with the limit in numbers when a file is empty or too long.</summary>
    public void CheckBytes(long bytes)
    {
        if (bytes == 0)
            throw new ImageRefusedException(ProcessingFailureCode.Corrupt, "The file is empty. Choose the photo again.");
        if (bytes > MaxBytes)
            throw TooLarge($"The file has {bytes / 1048576.0:0.#} MB. A photo may have up to {MaxBytes / 1048576.0:0.#} MB.");
    }

    /// <summary>Throws <see cref="ImageRefusedException"/> with the limit in numbers when a picture is too large or too narrow.</summary>
    public void CheckSize(long width, long height, long frames)
    {
        var (longer, shorter) = (Math.Max(width, height), Math.Min(width, height));
        if (longer > MaxSide || width * height > MaxPixels)
            throw TooLarge($"The photo has {width} × {height} pixels. Up to {MaxPixels / 1e6:0.#} megapixels are possible, and up to {MaxSide} pixels a side.");
        if (width * height * frames > MaxPixels)
            throw TooLarge($"The animation has {frames} frames of {width} × {height} pixels. Up to {MaxPixels / 1e6:0.#} megapixels are possible in all.");
        if (longer > shorter * MaxAspectRatio)
            throw TooLarge($"The photo has {width} × {height} pixels. One side may be up to {MaxAspectRatio} times the other.");
    }

    static ImageRefusedException TooLarge(FormattableString message) => new(ProcessingFailureCode.TooLarge, FormattableString.Invariant(message));
}
