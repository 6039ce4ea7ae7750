using Amazon.CDK;

namespace PhotoShare.Cloud;

/// <summary>Names that one stack gives and another, or a policy, must know beforehand.</summary>
public sealed class Names(string name)
{
    /// <summary>A tag on everything, by which operators' permissions know what is ours.</summary>
    public const string Tag = "Application";

    public string Name => name;

    public string ServerRole => $"{name}-server";
    public string MigrationRole => $"{name}-migration";
    public string MigrationStartRole => $"{name}-migration-start";
    public string FunctionRole => $"{name}-image-function";
    public string DeploymentRole => $"{name}-deployment";
    public string Function => $"{name}-image-function";
    public string Servers => $"{name}-servers";
    public string Database => name;
    public string Replica => $"{name}-replica";
    public string Repository => name;
    public string Cluster => name;
    public string MigrationTask => $"{name}-migrate";

    public string OriginalsBucket => Bucket("originals");
    public string RenditionsBucket => Bucket("renditions");
    public string ExportsBucket => Bucket("exports");
    public string KeysBucket => Bucket("keys");
    public string LogsBucket => Bucket("logs");

    public string DatabaseSecret => $"{name}/database";
    public string MailSecret => $"{name}/mail";
    public string CacheSecret => $"{name}/cache";
    public string SigningSecret => $"{name}/media-signing";

    /// <summary>Everything of ours in CloudWatch Logs but what AWS names itself.</summary>
    public string LogGroup(string part) => $"/{name}/{part}";

    /// <summary>WAF writes to no group of another name.</summary>
    public string FirewallLogGroup => $"aws-waf-logs-{name}";

    /// <summary>RDS names it, and would make it without a key and for ever.</summary>
    public static string DatabaseLogGroup(string instance, string log) => $"/aws/rds/instance/{instance}/{log}";

    public string AgentParameter => $"/{name}/cloudwatch-agent";

    /// <summary>Unique in the world: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html allows 63 characters.</summary>
    string Bucket(string what) => $"{name}-{what}-{Aws.ACCOUNT_ID}-{Aws.REGION}";

    /// <summary>An ARN of this account and region.</summary>
    public static string Arn(string service, string resource) => $"arn:{Aws.PARTITION}:{service}:{Aws.REGION}:{Aws.ACCOUNT_ID}:{resource}";

    /// <summary>An ARN of IAM, which has no region.</summary>
    public static string IamArn(string resource) => $"arn:{Aws.PARTITION}:iam::{Aws.ACCOUNT_ID}:{resource}";

    public static string BucketArn(string bucket, string objects = "") => $"arn:{Aws.PARTITION}:s3:::{bucket}{objects}";
}
