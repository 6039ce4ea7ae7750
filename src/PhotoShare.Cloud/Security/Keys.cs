using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Constructs;

namespace PhotoShare.Cloud;

/// <summary>A key for each kind of thing, so that who may read one kind can't read another.</summary>
public sealed class Keys : Construct
{
    /// <summary>Longest that KMS waits before a key that was marked for deletion is gone.</summary>
    const int DaysToRegret = 30;

    internal Keys(Construct scope, CloudParameters parameters, Names names) : base(scope, "Keys")
    {
        Data = Make("Data", "rows: database, cache, volumes, images of the server", names,
            [.. KeyPolicy.Through("rds", "elasticache", "ecr"), .. KeyPolicy.ByAutoScaling()]);
        // It wraps people's data keys: deleting it makes every sealed field unreadable.
        Fields = Make("Fields", "the master key, which wraps the keys of people", names, [KeyPolicy.ByRoles(names.ServerRole, names.MigrationRole)]);
        Media = Make("Media", "photos, exports, wrapped keys and the messages about photos", names,
            [
                .. KeyPolicy.Through("s3", "sqs"),
                .. parameters.CloudFront ? [KeyPolicy.ByService("UseForCloudFront", "cloudfront", "kms:Decrypt")] : Array.Empty<Amazon.CDK.AWS.IAM.PolicyStatement>(),
            ]);
        Secrets = Make("Secrets", "secrets", names, KeyPolicy.Through("secretsmanager", "rds"));
        Logs = Make("Logs", "logs and alarms", names,
            [
                KeyPolicy.ByLogs(names.LogGroup("*"), Names.DatabaseLogGroup($"{names.Database}*", "*"), names.FirewallLogGroup),
                KeyPolicy.ByService("UseForAlarms", "cloudwatch", "kms:Decrypt", "kms:GenerateDataKey*"),
                .. KeyPolicy.Through("sns"),
                .. KeyPolicy.ByAutoScaling(),
            ]);
    }

    public Key Data { get; }
    public Key Fields { get; }
    public Key Media { get; }
    public Key Secrets { get; }
    public Key Logs { get; }

    Key Make(string id, string what, Names names, IEnumerable<Amazon.CDK.AWS.IAM.PolicyStatement> uses) => new(this, id, new KeyProps
    {
        Alias = $"{names.Name}/{id.ToLowerInvariant()}",
        Description = $"PhotoShare: {what}",
        EnableKeyRotation = true,
        PendingWindow = Duration.Days(DaysToRegret),
        Policy = KeyPolicy.Of(uses),
        RemovalPolicy = RemovalPolicy.RETAIN,
    });
}
