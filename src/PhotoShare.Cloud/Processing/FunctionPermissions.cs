using Amazon.CDK.AWS.Logs;

namespace PhotoShare.Cloud;

/// <summary>What the function may do: architecture/s3/function.json, bucket by bucket, and what Lambda does in its name.</summary>
static class FunctionPermissions
{
    static readonly string[] Interfaces =
        ["ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:UnassignPrivateIpAddresses"];

    public static IEnumerable<Permission> Of(Names names, Keys keys, Queues queues, LogGroup log) =>
    [
        new("KnowThatSomethingIsNotThere", ["s3:ListBucket"], [Names.BucketArn(names.OriginalsBucket)]),
        new("ReadOriginals", ["s3:GetObject"], [Names.BucketArn(names.OriginalsBucket, "/originals/*")]) { Because = "The photos in the bucket." },
        new("WriteRenditions", ["s3:PutObject"], [Names.BucketArn(names.RenditionsBucket, "/renditions/*")]) { Because = "The renditions in the bucket." },
        new("OpenAndSeal", ["kms:Decrypt", "kms:GenerateDataKey"], [keys.Media.KeyArn]),
        new("SendAnswers", ["sqs:SendMessage"], [queues.Results.QueueArn, queues.Failures.QueueArn]),
        new("WriteLog", ["logs:CreateLogStream", "logs:PutLogEvents"], [log.LogGroupArn]),
        new("WriteTraces", ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], ["*"]) { Because = "X-Ray knows no resource to write to." },
        new("JoinTheNetwork", Interfaces, ["*"]) { Because = "Lambda checks for exactly this before it joins a VPC; a network interface has no name before it is made. The next takes it from our code." },
        new("OnlyLambdaItselfJoins", Interfaces, ["*"])
        {
            Denies = true,
            Because = "It takes away, and from everything.",
            Conditions = new() { ["ArnEquals"] = new Dictionary<string, object> { ["lambda:SourceFunctionArn"] = Names.Arn("lambda", $"function:{names.Function}") } },
        },
    ];
}
