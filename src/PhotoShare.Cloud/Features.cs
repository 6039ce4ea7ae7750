namespace PhotoShare.Cloud;

/// <summary>Ways of the CDK that later versions have anyway, switched on here and not in cdk.json so that tests and <c>dotnet run</c> have them too.</summary>
static class Features
{
    public static Dictionary<string, object> Context { get; } = new()
    {
        // Access logs of S3 come by a bucket policy; access lists are off.
        ["@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy"] = true,
        // A role's policy names the partition of the region that it is deployed to.
        ["@aws-cdk/core:enablePartitionLiterals"] = true,
        ["@aws-cdk/aws-iam:minimizePolicies"] = false,
        ["aws:cdk:enable-path-metadata"] = false,
        ["aws:cdk:version-reporting"] = false,
    };
}
