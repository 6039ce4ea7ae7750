namespace PhotoShare.Media;

/// <summary>Which buckets, where, and as whom.</summary>
/// <param name="Bucket">The name of the one where everything lies that no other is named for.</param>
/// <param name="Endpoint">A server other than AWS, which is spoken to with the bucket in the path; <c>null</c> for AWS.</param>
/// <param name="PublicEndpoint">The address that browsers reach the same server by; <c>null</c> where it is the same.</param>
/// <param name="Region">The buckets' region; <c>null</c> for what the AWS environment says, or <c>us-east-1</c> at another server.</param>
/// <param name="KmsKey">The KMS key that new blobs are encrypted with; <c>null</c> leaves it to the buckets.</param>
/// <param name="AccessKey">With <paramref name="SecretKey"/> the credentials; <c>null</c> for those that the AWS environment gives.</param>
/// <param name="Buckets">The names of buckets by the first segment of the keys that lie there, one of <see cref="BlobKeys.Prefixes"/>; <c>null</c> for none.</param>
/// <param name="Distribution">Where browsers read renditions, in the place of their bucket; <c>null</c> for there.</param>
public sealed record S3Options(
    string Bucket, Uri? Endpoint = null, Uri? PublicEndpoint = null, string? Region = null, string? KmsKey = null, string? AccessKey = null, string? SecretKey = null,
    IReadOnlyDictionary<string, string>? Buckets = null, MediaDistribution? Distribution = null)
{
    const string BucketName = "PHOTOSHARE_BUCKET", RenditionsName = "PHOTOSHARE_RENDITIONS_BUCKET", EndpointName = "PHOTOSHARE_S3_ENDPOINT", RegionName = "AWS_REGION", KmsKeyName = "PHOTOSHARE_STORE_KMS_KEY";

    /// <summary>Each bucket once, that of everything else first.</summary>
    public IReadOnlyList<string> All => [.. (Buckets?.Values ?? []).Prepend(Bucket).Distinct(StringComparer.Ordinal)];

    /// <summary>The bucket where photos lie as they were uploaded, which tells the image function of them.</summary>
    public string Originals => BucketOf(BlobKeys.OriginalsPrefix);

    /// <summary>The bucket where a key lies, or all that is below a prefix.</summary>
    public string BucketOf(string key) => Buckets?.GetValueOrDefault(key.Split('/', 2)[0]) ?? Bucket;

    /// <summary>
    /// What the environment of the image function says: <c>PHOTOSHARE_BUCKET</c>, where originals lie, <c>PHOTOSHARE_RENDITIONS_BUCKET</c> if
    /// renditions go to another, <c>PHOTOSHARE_S3_ENDPOINT</c>, <c>AWS_REGION</c>, <c>PHOTOSHARE_STORE_KMS_KEY</c>; <c>null</c> without a bucket.
    /// Its credentials are AWS's own variables.
    /// </summary>
    public static S3Options? FromEnvironment() => Variable(BucketName) is { } bucket
        ? new S3Options(
            bucket, Variable(EndpointName) is { } endpoint ? new Uri(endpoint) : null, Region: Variable(RegionName), KmsKey: Variable(KmsKeyName),
            Buckets: Variable(RenditionsName) is { } renditions ? new Dictionary<string, string> { [BlobKeys.RenditionsPrefix] = renditions } : null)
        : null;

    /// <summary>The same, for a process that is to be started.</summary>
    public IEnumerable<KeyValuePair<string, string>> ToEnvironment()
    {
        (string Name, string? Value)[] all =
        [
            (BucketName, Originals), (RenditionsName, BucketOf(BlobKeys.RenditionsPrefix)),
            (EndpointName, Endpoint?.ToString()), (RegionName, Region), (KmsKeyName, KmsKey), ("AWS_ACCESS_KEY_ID", AccessKey), ("AWS_SECRET_ACCESS_KEY", SecretKey),
        ];
        return from variable in all where variable.Value is { Length: > 0 } select KeyValuePair.Create(variable.Name, variable.Value);
    }

    static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
