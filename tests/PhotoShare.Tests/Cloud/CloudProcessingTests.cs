using Xunit;

namespace PhotoShare.Tests;

[Collection(CloudTests.Name)]
[Trait("Kind", "Slow")]
[Trait("Kind", "Once")]
public sealed class CloudProcessingTests(SynthesizedCloud cloud)
{
    [Fact]
    public void The_function_is_native_for_arm_in_private_subnets_and_has_what_the_pipeline_needs()
    {
        var function = cloud.Full.One("AWS::Lambda::Function");
        Assert.Equal("provided.al2023", function.Text("Runtime"));
        Assert.Equal("arm64", function.Text("Architectures"));
        Assert.Equal("1769", function.Text("MemorySize"));
        Assert.Equal("1024", function.Text("EphemeralStorage.Size"));
        Assert.Equal("20", function.Text("ReservedConcurrentExecutions"));
        Assert.Equal("Active", function.Text("TracingConfig.Mode"));
        Assert.Equal(3, function.At("VpcConfig.SubnetIds")!.AsArray().Count);
        Assert.All(function.At("VpcConfig.SubnetIds")!.AsArray(), subnet => Assert.StartsWith("<VpcprivateSubnet", CloudText.Of(subnet), StringComparison.Ordinal));
        Assert.Equal("<GroupsFunctionGroupId>", function.Text("VpcConfig.SecurityGroupIds"));
        cloud.Full.Assert("Processing").ResourceCountIs("AWS::Lambda::Function", 1);
    }

    /// <summary>Names of <c>S3Options.FromEnvironment</c>.</summary>
    [Fact]
    public void It_is_told_its_buckets_and_their_key()
    {
        var environment = cloud.Full.One("AWS::Lambda::Function").At("Environment.Variables")!.AsObject();
        Assert.Equal("photoshare-originals-<AWS::AccountId>-<AWS::Region>", CloudText.Of(environment["PHOTOSHARE_BUCKET"]));
        Assert.Equal("photoshare-renditions-<AWS::AccountId>-<AWS::Region>", CloudText.Of(environment["PHOTOSHARE_RENDITIONS_BUCKET"]));
        Assert.Equal("<KeysMediaArn>", CloudText.Of(environment["PHOTOSHARE_STORE_KMS_KEY"]));
    }

    [Fact]
    public void Its_answers_and_failures_go_to_queues_and_no_try_outlives_the_servers_patience()
    {
        var answers = cloud.Full.One("AWS::Lambda::EventInvokeConfig");
        Assert.Equal("<QueuesResults.Arn>", answers.Text("DestinationConfig.OnSuccess.Destination"));
        Assert.Equal("<QueuesFailures.Arn>", answers.Text("DestinationConfig.OnFailure.Destination"));
        Assert.Equal("2", answers.Text("MaximumRetryAttempts"));
        var oldest = TimeSpan.FromSeconds(answers.At("MaximumEventAgeInSeconds")!.GetValue<int>());
        var longest = TimeSpan.FromSeconds(cloud.Full.One("AWS::Lambda::Function").At("Timeout")!.GetValue<int>());
        Assert.True(oldest + longest < new ProcessingSettings().AnswerWithin);
    }

    [Fact]
    public void Each_queue_is_under_the_key_takes_TLS_alone_and_has_one_for_what_nobody_can_read()
    {
        var queues = cloud.Full.Of("AWS::SQS::Queue");
        Assert.Equal(4, queues.Count);
        Assert.All(queues, queue => Assert.Equal("<KeysMediaArn>", queue.Text("KmsMasterKeyId")));
        foreach (var (queue, dead) in ((string, string)[])[("Results", "DeadResults"), ("Failures", "DeadFailures")])
        {
            Assert.Equal("10", cloud.Full.One("AWS::SQS::Queue", $"Queues{queue}").Text("RedrivePolicy.maxReceiveCount"));
            Assert.Equal($"<Queues{dead}.Arn>", cloud.Full.One("AWS::SQS::Queue", $"Queues{queue}").Text("RedrivePolicy.deadLetterTargetArn"));
        }
        Assert.Equal(4, cloud.Full.Of("AWS::SQS::QueuePolicy").Count(policy => policy.Text().Contains("aws:SecureTransport", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_bucket_of_originals_calls_it_and_no_other_bucket_may()
    {
        var bucket = cloud.Full.One("AWS::S3::Bucket", "BucketsOriginals");
        Assert.Equal("s3:ObjectCreated:*", bucket.Text("NotificationConfiguration.LambdaConfigurations.0.Event"));
        Assert.Contains("originals/", bucket.Text("NotificationConfiguration.LambdaConfigurations.0.Filter"), StringComparison.Ordinal);
        Assert.Contains("ImageFunction", bucket.Text("NotificationConfiguration.LambdaConfigurations.0.Function"), StringComparison.Ordinal);
        var permission = cloud.Full.One("AWS::Lambda::Permission");
        Assert.Equal("arn:<AWS::Partition>:s3:::photoshare-originals-<AWS::AccountId>-<AWS::Region>", permission.Text("SourceArn"));
        Assert.Equal("<AWS::AccountId>", permission.Text("SourceAccount"));
    }
}
