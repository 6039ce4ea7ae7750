using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Logs;
using Constructs;

namespace PhotoShare.Cloud;

static class Logs
{
    /// <summary>Long enough to look into what somebody reports, short enough for what addresses and ids of people are in it.</summary>
    const RetentionDays Kept = RetentionDays.ONE_MONTH;

    public static LogGroup Group(Construct scope, string id, string name, IKey key) => new(scope, id, new LogGroupProps
    {
        LogGroupName = name,
        Retention = Kept,
        EncryptionKey = key,
        RemovalPolicy = RemovalPolicy.DESTROY,
    });
}
