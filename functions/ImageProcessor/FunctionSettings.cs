using System.Globalization;
using PhotoShare.Media;

namespace PhotoShare.ImageProcessor;

/// <summary>What the environment says. Every fault names its variable and what would be right.</summary>
static class FunctionSettings
{
    /// <summary>The buckets of <see cref="S3Options.FromEnvironment"/>, or <c>PHOTOSHARE_BLOBS</c>: an absolute folder for a <see cref="DiskBlobStore"/>, with the key in <c>PHOTOSHARE_BLOBS_KEY</c> (Base64) where originals are sealed.</summary>
    public static IBlobStore Blobs(S3Options? buckets) => buckets is null ? Folder() : new S3BlobStore(buckets, TimeProvider.System);

    static DiskBlobStore Folder() => Environment.GetEnvironmentVariable("PHOTOSHARE_BLOBS") switch
    {
        { Length: > 0 } folder when Path.IsPathFullyQualified(folder) => new DiskBlobStore(folder, Seal()),
        var other => throw new InvalidOperationException($"PHOTOSHARE_BLOBS is '{other}'. Set it to the absolute path of the folder that holds the blobs, or PHOTOSHARE_BUCKET to a bucket."),
    };

    static DiskSeal? Seal() => Environment.GetEnvironmentVariable("PHOTOSHARE_BLOBS_KEY") is { Length: > 0 } key ? new DiskSeal(Convert.FromBase64String(key)) : null;

    /// <summary><c>PHOTOSHARE_MAX_BYTES</c> and <c>PHOTOSHARE_MAX_PIXELS</c>, where they differ from the defaults.</summary>
    public static ImageLimits Limits()
    {
        var usual = new ImageLimits();
        return usual with { MaxBytes = Positive("PHOTOSHARE_MAX_BYTES", usual.MaxBytes), MaxPixels = Positive("PHOTOSHARE_MAX_PIXELS", usual.MaxPixels) };
    }

    static long Positive(string name, long usual)
    {
        var text = Environment.GetEnvironmentVariable(name);
        if (string.IsNullOrEmpty(text))
            return usual;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0
            ? value
            : throw new InvalidOperationException($"{name} is '{text}'. Set it to a whole number above 0, or leave it out for {usual}.");
    }
}
