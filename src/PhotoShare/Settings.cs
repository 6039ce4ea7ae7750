namespace PhotoShare;

/// <summary>What an operator may set: section <c>PhotoShare</c> of the configuration, or <c>PhotoShare__Name</c> in the environment.</summary>
public sealed class Settings
{
    /// <summary>Where everything of one box lies: database, photos, master key.</summary>
    public string DataDirectory { get; set; } = DefaultDataDirectory;

    /// <summary>A PostgreSQL connection string; empty means SQLite in <see cref="DataDirectory"/>.</summary>
    public string? Database { get; set; }

    /// <summary>A second PostgreSQL connection string, of a read replica, for queries that may lag behind; empty means that there is none.</summary>
    public string? DatabaseReplica { get; set; }

    /// <summary>The PostgreSQL connection string of the role that may change the layout; empty means that of <see cref="Database"/>.</summary>
    public string? MigrationDatabase { get; set; }

    /// <summary>The name of a secret in AWS Secrets Manager that says who opens <see cref="Database"/> and <see cref="DatabaseReplica"/>: a whole connection string, or JSON as RDS keeps it, of which <c>username</c> and <c>password</c> (and for the first <c>host</c>, <c>port</c>, <c>dbname</c>) are taken.</summary>
    public string? DatabaseSecret { get; set; }

    /// <summary>The same for <see cref="MigrationDatabase"/>.</summary>
    public string? MigrationDatabaseSecret { get; set; }

    /// <summary>The password of <see cref="Database"/> and <see cref="DatabaseReplica"/> by itself, for who has it in a file (<c>PhotoShare__DatabasePassword_FILE</c>).</summary>
    public string? DatabasePassword { get; set; }

    /// <summary>The same for <see cref="MigrationDatabase"/>.</summary>
    public string? MigrationDatabasePassword { get; set; }

    /// <summary>A Redis connection string (StackExchange.Redis), by which several servers share events, limits and documents; empty means none.</summary>
    public string? Redis { get; set; }

    /// <summary>The id, ARN or alias of a KMS key as the master key; empty means the file <c>master.key</c> in <see cref="DataDirectory"/>.</summary>
    public string? KmsKey { get; set; }

    /// <summary>The server of backups that lie in a bucket.</summary>
    public BackupSettings Backup { get; set; } = new();

    /// <summary>Where bytes lie.</summary>
    public StoreSettings Store { get; set; } = new();

    /// <summary>How long a server that is asked to stop goes on answering while it says that it is not ready, for a load balancer to turn away from it.</summary>
    public TimeSpan DrainTime { get; set; }

    /// <summary>How long a GraphQL operation may take before the log tells of it; zero tells of none.</summary>
    public TimeSpan SlowOperation { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Who reads <c>/metrics</c>.</summary>
    public MetricsSettings Metrics { get; set; } = new();

    /// <summary>The address that people type, for absolute links; by default the one that a request came to.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>
    /// Rounds of PBKDF2-HMAC-SHA512 that a password is hashed with; the default is what OWASP's Password Storage Cheat Sheet asks for. A password
    /// that was hashed with fewer is hashed anew when its person signs in.
    /// </summary>
    public int PasswordRounds { get; set; } = 210_000;

    /// <summary>What may be uploaded.</summary>
    public UploadSettings Uploads { get; set; } = new();

    /// <summary>How photos are processed on one box.</summary>
    public ProcessingSettings Processing { get; set; } = new();

    /// <summary>Mails to the people who have accounts.</summary>
    public MailSettings Mail { get; set; } = new();

    /// <summary>Notifications to browsers that are closed.</summary>
    public PushSettings Push { get; set; } = new();

    /// <summary>An MMDB file (MaxMind's format) that tells the country of an address; empty means that people read the network that they were signed in from.</summary>
    public string? Countries { get; set; }

    /// <summary>Copies that people ask for of their data.</summary>
    public ExportSettings Exports { get; set; } = new();

    /// <summary>Copies that people bring along.</summary>
    public ImportSettings Imports { get; set; } = new();

    /// <summary>The end of an account.</summary>
    public LeavingSettings Leaving { get; set; } = new();

    /// <summary>The platform's folder for a program's own data, e.g. <c>~/.local/share/photoshare</c>.</summary>
    public static string DefaultDataDirectory => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "photoshare");
}

/// <summary>The figures of this server in Prometheus' text format.</summary>
public sealed class MetricsSettings
{
    /// <summary>What whoever reads them shows as a bearer token; empty means that nobody needs one and that they are for this machine alone.</summary>
    public string? Token { get; set; }
}

/// <summary>S3 for the bytes, of AWS or of a server that speaks the same.</summary>
public sealed class StoreSettings
{
    /// <summary>The bucket; empty means files in <see cref="Settings.DataDirectory"/>.</summary>
    public string? Bucket { get; set; }

    /// <summary>Other buckets for what begins so: <c>Originals</c>, <c>Renditions</c>, <c>Exports</c>, <c>Imports</c>, <c>Keys</c> or <c>Health</c>. All in one region, under one key.</summary>
    public Dictionary<string, string?> Buckets { get; } = [];

    /// <summary>The address of an S3-compatible server, e.g. <c>https://s3.example.org</c>; empty means AWS.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The address that browsers reach the same server by, where it differs from <see cref="Endpoint"/>.</summary>
    public Uri? PublicEndpoint { get; set; }

    /// <summary>The address of a CloudFront distribution that browsers read renditions from, e.g. <c>https://media.example.org</c>; empty means from their bucket.</summary>
    public Uri? Distribution { get; set; }

    /// <summary>The id of the public key that it knows addresses of ours by.</summary>
    public string? DistributionKeyId { get; set; }

    /// <summary>The RSA key that belongs to it, as PEM, or <c>PhotoShare__Store__DistributionKey_FILE</c>.</summary>
    public string? DistributionKey { get; set; }

    /// <summary>The region of the buckets; empty means what the AWS environment says, or <c>us-east-1</c> for another server.</summary>
    public string? Region { get; set; }

    /// <summary>The id or ARN of the KMS key that objects are encrypted with; empty leaves it to the buckets.</summary>
    public string? KmsKey { get; set; }

    /// <summary>With <see cref="SecretKey"/> the credentials; empty means those that the AWS environment gives (variables, profile, role).</summary>
    public string? AccessKey { get; set; }

    /// <summary>The secret of <see cref="AccessKey"/>.</summary>
    public string? SecretKey { get; set; }
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

    /// <summary>How long a function process that has nothing to do stays for the next photo, which else waits some tenths of a second for one to start.</summary>
    public TimeSpan KeepWarm { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Bytes of resident memory at which a function process is killed.</summary>
    public long MaxMemory { get; set; } = 1024L * 1024 * 1024;

    /// <summary>Tries before a photo that keeps failing for no fault of its own is called failed.</summary>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>The SQS queue that a Lambda's answers come to; empty means that this server runs the image function itself.</summary>
    public Uri? ResultsQueue { get; set; }

    /// <summary>The SQS queue of the events that the Lambda failed on.</summary>
    public Uri? FailuresQueue { get; set; }

    /// <summary>
    /// With <see cref="SecretKey"/> the image function's own credentials for the buckets, which let it read originals and write renditions and
    /// nothing else; empty means the server's, which a hostile image would then have got hold of if it took over the function.
    /// </summary>
    public string? AccessKey { get; set; }

    /// <summary>The secret of <see cref="AccessKey"/>.</summary>
    public string? SecretKey { get; set; }

    /// <summary>How long a Lambda may say nothing about a photo before its event counts as lost and is sent again: longer than all of Lambda's own tries together.</summary>
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Whether a Lambda does the work, and not this server.</summary>
    public bool ByLambda => ResultsQueue is not null;
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
