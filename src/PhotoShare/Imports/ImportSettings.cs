namespace PhotoShare;

/// <summary>Copies that people bring along from elsewhere.</summary>
public sealed class ImportSettings
{
    /// <summary>Bytes of all ZIPs of one import together.</summary>
    public long MaxBytes { get; set; } = 10L * 1024 * 1024 * 1024;

    /// <summary>ZIPs of one import: Instagram gives a large account in several.</summary>
    public int MaxFiles { get; set; } = 20;

    /// <summary>Files in one ZIP.</summary>
    public int MaxEntries { get; set; } = 100_000;

    /// <summary>Bytes of one JSON file in it, unpacked.</summary>
    public long MaxJsonBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>Things in one import: posts, photos, comments and all else together.</summary>
    public int MaxItems { get; set; } = 100_000;

    /// <summary>How long a finished one can be looked at.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Tries before one that cannot be finished is called failed.</summary>
    public int MaxAttempts { get; set; } = 5;
}
