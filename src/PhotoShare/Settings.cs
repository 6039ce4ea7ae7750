namespace PhotoShare;

/// <summary>What an operator may set: section <c>PhotoShare</c> of the configuration, or <c>PhotoShare__Name</c> in the environment.</summary>
public sealed class Settings
{
    /// <summary>Where everything of one box lies: database, photos, master key.</summary>
    public string DataDirectory { get; set; } = DefaultDataDirectory;

    /// <summary>A PostgreSQL connection string; empty means SQLite in <see cref="DataDirectory"/>.</summary>
    public string? Database { get; set; }

    /// <summary>The address that people type, for absolute links; by default the one that a request came to.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>What may be uploaded.</summary>
    public UploadSettings Uploads { get; set; } = new();

    /// <summary>How photos are processed on one box.</summary>
    public ProcessingSettings Processing { get; set; } = new();

    /// <summary>Copies that people ask for of their data.</summary>
    public ExportSettings Exports { get; set; } = new();

    /// <summary>The platform's folder for a program's own data, e.g. <c>~/.local/share/photoshare</c>.</summary>
    public static string DefaultDataDirectory => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "photoshare");
}

/// <summary>Bounds on an upload, checked when it is announced, while it arrives, and before it is decoded.</summary>
public sealed class UploadSettings
{
    /// <summary>Bytes of one original.</summary>
    public long MaxBytes { get; set; } = 50L * 1024 * 1024;

    /// <summary>Bytes of all originals of one person together.</summary>
    public long MaxBytesPerPerson { get; set; } = 10L * 1024 * 1024 * 1024;

    /// <summary>Pixels of one original, all of its pages together.</summary>
    public long MaxPixels { get; set; } = 100_000_000;

    /// <summary>Bytes of one part; S3 takes no less than 5 MiB for any but the last.</summary>
    public int PartSize { get; set; } = 8 * 1024 * 1024;

    /// <summary>How long a ticket's URLs hold, and how long an upload may rest before it is forgotten.</summary>
    public TimeSpan TicketLifetime { get; set; } = TimeSpan.FromHours(24);
}

/// <summary>The image function on one box.</summary>
public sealed class ProcessingSettings
{
    /// <summary>Photos processed at once; each runs in a process of its own.</summary>
    public int Workers { get; set; } = Math.Min(2, Environment.ProcessorCount);

    /// <summary>How long one photo may take before its process is killed.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Bytes of resident memory at which a function process is killed.</summary>
    public long MaxMemory { get; set; } = 1024L * 1024 * 1024;

    /// <summary>Tries before a photo that keeps failing for no fault of its own is called failed.</summary>
    public int MaxAttempts { get; set; } = 3;
}

/// <summary>Copies of all that a person has.</summary>
public sealed class ExportSettings
{
    /// <summary>How long one is kept.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long after one a person may ask for another.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Tries before one that cannot be made is called failed.</summary>
    public int MaxAttempts { get; set; } = 3;
}
