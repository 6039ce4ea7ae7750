using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>
/// The store in several buckets, so that each has the life and the readers that fit what lies in it. What <c>photoshare store setup</c> does for
/// one bucket stands here for these.
/// </summary>
public sealed class BucketStore : Construct
{
    /// <summary>A day more than the server itself waits (Uploads__TicketLifetime, Exports__Lifetime, Imports__Lifetime), so that it is the one that forgets, with its rows.</summary>
    const int UploadDays = 2, ExportDays = 8, ImportDays = 31;

    /// <summary>How long an original that was deleted by mistake can be had back. After it no copy is left of what people deleted.</summary>
    const int OriginalVersionDays = 7;

    /// <summary>The least that S3 knows: a deleted key has to be gone, since every old copy of the rows opens with it.</summary>
    const int KeyVersionDays = 1;

    readonly CloudParameters parameters;
    readonly IKey key;

    internal BucketStore(Construct scope, CloudParameters parameters, Names names, IKey key, string functionArn) : base(scope, "Buckets")
    {
        (this.parameters, this.key) = (parameters, key);
        Logs = new LogBucket(this, names).Bucket;
        Originals = Make("Originals", names.OriginalsBucket, [Abandoned(), Former(OriginalVersionDays)], versioned: true, read: true, write: true);
        Renditions = Make("Renditions", names.RenditionsBucket, [Abandoned()], read: true);
        Exports = Make("Exports", names.ExportsBucket, [Abandoned(), Old("exports/", ExportDays), Old("imports/", ImportDays)], read: true, write: true);
        Keys = Make("Keys", names.KeysBucket, [Abandoned(), Former(KeyVersionDays)], versioned: true);
        Announce(functionArn);
    }

    public Bucket Originals { get; }
    public Bucket Renditions { get; }
    public Bucket Exports { get; }
    public Bucket Keys { get; }
    public Bucket Logs { get; }

    Bucket Make(string id, string name, ILifecycleRule[] rules, bool versioned = false, bool read = false, bool write = false) => new(this, id, new BucketProps
    {
        BucketName = name,
        Encryption = BucketEncryption.KMS,
        EncryptionKey = key,
        BucketKeyEnabled = true,
        BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
        ObjectOwnership = ObjectOwnership.BUCKET_OWNER_ENFORCED,
        EnforceSSL = true,
        MinimumTLSVersion = 1.2,
        Versioned = versioned,
        LifecycleRules = rules,
        ServerAccessLogsBucket = Logs,
        ServerAccessLogsPrefix = $"s3/{id.ToLowerInvariant()}/",
        Cors = read ? [Pages(write)] : null,
        RemovalPolicy = RemovalPolicy.RETAIN,
    });

    /// <summary>Pages of our site may use addresses that the server signed.</summary>
    CorsRule Pages(bool write) => new()
    {
        AllowedOrigins = [$"https://{parameters.Domain}"],
        AllowedMethods = write ? [HttpMethods.GET, HttpMethods.PUT] : [HttpMethods.GET],
        AllowedHeaders = ["*"],
        ExposedHeaders = ["ETag"],
        MaxAge = 3600,
    };

    static LifecycleRule Abandoned() => new() { Id = "abandoned-uploads", AbortIncompleteMultipartUploadAfter = Duration.Days(UploadDays) };

    static LifecycleRule Old(string prefix, int days) => new() { Id = $"old-{prefix.TrimEnd('/')}", Prefix = prefix, Expiration = Duration.Days(days) };

    static LifecycleRule Former(int days) => new() { Id = "former-versions", NoncurrentVersionExpiration = Duration.Days(days), ExpiredObjectDeleteMarker = true };

    /// <summary>A property of the bucket, for which the CDK would bring a Lambda of its own. The function, which stands by then, lets the bucket call it.</summary>
    void Announce(string functionArn) => ((CfnBucket)Originals.Node.DefaultChild!).NotificationConfiguration = new CfnBucket.NotificationConfigurationProperty
    {
        LambdaConfigurations = new object[]
        {
            new CfnBucket.LambdaConfigurationProperty
            {
                Event = "s3:ObjectCreated:*",
                Function = functionArn,
                Filter = new CfnBucket.NotificationFilterProperty
                {
                    S3Key = new CfnBucket.S3KeyFilterProperty { Rules = new object[] { new CfnBucket.FilterRuleProperty { Name = "prefix", Value = "originals/" } } },
                },
            },
        },
    };
}
