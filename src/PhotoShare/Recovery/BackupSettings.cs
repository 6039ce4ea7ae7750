namespace PhotoShare;

/// <summary>Who keeps backups that are named as <c>s3://bucket/prefix</c>; what is empty is as of <see cref="Settings.Store"/>.</summary>
public sealed class BackupSettings
{
    /// <summary>The address of an S3-compatible server. With one, nothing but this section is looked at.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The region of the buckets.</summary>
    public string? Region { get; set; }

    /// <summary>The id or ARN of the KMS key that the buckets encrypt with; empty leaves it to them.</summary>
    public string? KmsKey { get; set; }

    /// <summary>With <see cref="SecretKey"/> the credentials.</summary>
    public string? AccessKey { get; set; }

    /// <summary>The secret of <see cref="AccessKey"/>.</summary>
    public string? SecretKey { get; set; }
}
