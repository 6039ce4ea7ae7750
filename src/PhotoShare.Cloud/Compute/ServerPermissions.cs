using Amazon.CDK.AWS.Logs;

namespace PhotoShare.Cloud;

/// <summary>What a server may do: architecture/s3/app.json, bucket by bucket, and what else a server and its host need.</summary>
static class ServerPermissions
{
    public static IEnumerable<Permission> Of(Names names, SecurityStack security, ProcessingStack processing, DataStack data, LogGroup log) =>
        [.. Bytes(data, security), .. Keys(names, security), .. Answers(processing), .. Host(names, data, log)];

    static IEnumerable<Permission> Bytes(DataStack data, SecurityStack security)
    {
        var buckets = data.Buckets;
        const string OfOneKind = "Blobs of one kind, which are made and deleted all the time.";
        return
        [
            new("KnowThatSomethingIsNotThere", ["s3:ListBucket"], [buckets.Originals.BucketArn, buckets.Renditions.BucketArn, buckets.Exports.BucketArn, buckets.Keys.BucketArn]),
            new("TakeAndGiveUploads", ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
                [buckets.Originals.ArnForObjects("originals/*"), buckets.Exports.ArnForObjects("imports/*")]) { Because = OfOneKind },
            new("GiveRenditions", ["s3:DeleteObject", "s3:GetObject"], [buckets.Renditions.ArnForObjects("renditions/*")]) { Because = OfOneKind },
            new("KeepExports", ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"], [buckets.Exports.ArnForObjects("exports/*")]) { Because = OfOneKind },
            new("KeepKeys", ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], [buckets.Keys.ArnForObjects("keys/*")]) { Because = OfOneKind },
            new("Probe", ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], [buckets.Originals.ArnForObjects("health/*")]) { Because = "An empty probe of each server." },
            new("OpenAndSeal", ["kms:Decrypt", "kms:GenerateDataKey"], [security.Keys.Media.KeyArn]),
        ];
    }

    static IEnumerable<Permission> Keys(Names names, SecurityStack security)
    {
        var secrets = security.Secrets;
        string[] read = [secrets.Database.SecretArn, secrets.Mail.SecretArn, .. secrets.Cache is { } cache ? [cache.SecretArn] : Array.Empty<string>(), .. secrets.Signing is { } signing ? [signing.SecretArn] : Array.Empty<string>()];
        return
        [
            new("WrapKeys", ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"], [security.Keys.Fields.KeyArn]),
            new("ReadSecrets", ["secretsmanager:GetSecretValue"], read),
            new("OpenSecrets", ["kms:Decrypt"], [security.Keys.Secrets.KeyArn]),
            new("ReadParameters", ["ssm:GetParameter"], [Names.Arn("ssm", $"parameter/aws/reference/secretsmanager/{names.DatabaseSecret}"), Names.Arn("ssm", $"parameter{names.AgentParameter}")]),
        ];
    }

    static IEnumerable<Permission> Answers(ProcessingStack processing) =>
        [new("TakeAnswers", ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:ReceiveMessage"], [processing.Queues.Results.QueueArn, processing.Queues.Failures.QueueArn])];

    static IEnumerable<Permission> Host(Names names, DataStack data, LogGroup log) =>
    [
        new("WriteLog", ["logs:CreateLogStream", "logs:PutLogEvents"], [log.LogGroupArn]),
        new("WriteMetrics", ["cloudwatch:PutMetricData"], ["*"])
        {
            Because = "CloudWatch knows no resource to write to; the condition holds it to our namespace.",
            Conditions = new() { ["StringEquals"] = new Dictionary<string, object> { ["cloudwatch:namespace"] = MetricNames.Namespace } },
        },
        new("WriteTraces", ["xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:PutTelemetryRecords", "xray:PutTraceSegments"], ["*"]) { Because = "X-Ray knows no resource to write to." },
        new("KnowItsGroup", ["ec2:DescribeTags"], ["*"]) { Because = "The agent asks of which group its instance is; EC2 knows no resource to be asked about." },
        new("BeOpenToSessions", ["ssm:UpdateInstanceInformation", "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"], ["*"])
        {
            Because = "The Session Manager, in the place of SSH, knows no resource for these. AWS's own policy for it would let a server read every parameter of the account.",
        },
        new("SignInToTheRepository", ["ecr:GetAuthorizationToken"], ["*"]) { Because = "A sign-in to ECR is one to all of it; what can be done there is said by the next." },
        new("PullImages", ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], [data.Images.Repository.RepositoryArn]),
        new("SayThatItIsReady", ["cloudformation:SignalResource"], [Names.Arn("cloudformation", $"stack/{names.Name}-compute/*")]) { Because = "A stack's ARN ends in an id of its own." },
    ];
}
