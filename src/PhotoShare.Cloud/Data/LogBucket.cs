using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>Access logs of the load balancer and of the other buckets. The load balancer writes to a bucket under S3's own key only.</summary>
sealed class LogBucket : Construct
{
    const int KeptDays = 90;

    /// <summary>Before what the load balancer writes.</summary>
    public const string LoadBalancerPrefix = "load-balancer";

    public LogBucket(Construct scope, Names names) : base(scope, "Logs")
    {
        Bucket = new Bucket(this, "Bucket", new BucketProps
        {
            BucketName = names.LogsBucket,
            Encryption = BucketEncryption.S3_MANAGED,
            BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
            ObjectOwnership = ObjectOwnership.BUCKET_OWNER_ENFORCED,
            EnforceSSL = true,
            MinimumTLSVersion = 1.2,
            LifecycleRules = [new LifecycleRule { Id = "old-logs", Expiration = Duration.Days(KeptDays), AbortIncompleteMultipartUploadAfter = Duration.Days(1) }],
            RemovalPolicy = RemovalPolicy.RETAIN,
        });
        // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
        Bucket.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "LoadBalancerWritesLogs",
            Principals = [new ServicePrincipal("logdelivery.elasticloadbalancing.amazonaws.com")],
            Actions = ["s3:PutObject"],
            Resources = [Bucket.ArnForObjects($"{LoadBalancerPrefix}/AWSLogs/{Aws.ACCOUNT_ID}/*")],
        }));
    }

    public Bucket Bucket { get; }
}
