using System.Text.Json.Nodes;
using Xunit;

namespace PhotoShare.Tests;

[Collection(CloudTests.Name)]
[Trait("Kind", "Slow")]
[Trait("Kind", "Once")]
public sealed class CloudStorageTests(SynthesizedCloud cloud)
{
    [Theory]
    [InlineData("Originals", true)]
    [InlineData("Renditions", false)]
    [InlineData("Exports", false)]
    [InlineData("Keys", true)]
    public void A_bucket_is_private_under_its_key_and_takes_TLS_alone(string name, bool versioned)
    {
        var bucket = cloud.Full.One("AWS::S3::Bucket", $"Buckets{name}");
        Assert.Equal($"photoshare-{name.ToLowerInvariant()}-<AWS::AccountId>-<AWS::Region>", bucket.Text("BucketName"));
        Assert.Equal("aws:kms", bucket.Text("BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.SSEAlgorithm"));
        Assert.Equal("<KeysMediaArn>", bucket.Text("BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID"));
        Assert.Equal("true", bucket.Text("BucketEncryption.ServerSideEncryptionConfiguration.0.BucketKeyEnabled"));
        Assert.Equal("BucketOwnerEnforced", bucket.Text("OwnershipControls.Rules.0.ObjectOwnership"));
        Assert.All((string[])["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"], block => Assert.Equal("true", bucket.Text($"PublicAccessBlockConfiguration.{block}")));
        Assert.Equal(versioned ? "Enabled" : "", bucket.Text("VersioningConfiguration.Status"));
        Assert.Equal("<BucketsLogsBucket>", bucket.Text("LoggingConfiguration.DestinationBucketName"));
        Assert.Equal("Retain", bucket.Json["DeletionPolicy"]!.ToString());
        Assert.Contains("aws:SecureTransport", Assert.Single(cloud.Full.Of("AWS::S3::BucketPolicy"), policy => policy.Text("Bucket") == $"<Buckets{name}>").Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Logs_lie_under_the_key_of_S3_itself_since_the_load_balancer_writes_to_no_other()
    {
        var bucket = cloud.Full.One("AWS::S3::Bucket", "BucketsLogs");
        Assert.Equal("AES256", bucket.Text("BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.SSEAlgorithm"));
        Assert.Equal("90", Rules(bucket)["old-logs"]["ExpirationInDays"]!.ToString());
        Assert.Contains("logdelivery.elasticloadbalancing.amazonaws.com", cloud.Full.One("AWS::S3::BucketPolicy", "BucketsLogs").Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_deleted_is_gone_soon_and_what_was_left_half_sent_too()
    {
        foreach (var bucket in (string[])["Originals", "Renditions", "Exports", "Keys"])
            Assert.Equal(Days(new UploadSettings().TicketLifetime), Rules(cloud.Full.One("AWS::S3::Bucket", $"Buckets{bucket}"))["abandoned-uploads"]["AbortIncompleteMultipartUpload"]!["DaysAfterInitiation"]!.ToString());
        var exports = Rules(cloud.Full.One("AWS::S3::Bucket", "BucketsExports"));
        Assert.Equal(("exports/", Days(new ExportSettings().Lifetime)), (exports["old-exports"]["Prefix"]!.ToString(), exports["old-exports"]["ExpirationInDays"]!.ToString()));
        Assert.Equal(("imports/", Days(new ImportSettings().Lifetime)), (exports["old-imports"]["Prefix"]!.ToString(), exports["old-imports"]["ExpirationInDays"]!.ToString()));
        Assert.Equal("7", Former("Originals"));
        Assert.Equal("1", Former("Keys"));

        string Former(string name) => Rules(cloud.Full.One("AWS::S3::Bucket", $"Buckets{name}"))["former-versions"]["NoncurrentVersionExpiration"]!["NoncurrentDays"]!.ToString();
        static string Days(TimeSpan servers) => $"{Math.Ceiling(servers.TotalDays) + 1}";
    }

    [Fact]
    public void Pages_of_our_host_alone_send_and_show_photos()
    {
        var rule = cloud.Full.One("AWS::S3::Bucket", "BucketsOriginals").At("CorsConfiguration.CorsRules.0")!;
        Assert.Equal($"https://{SynthesizedCloud.Domain}", CloudText.Of(rule["AllowedOrigins"]));
        Assert.Equal("GET PUT", CloudText.Of(rule["AllowedMethods"]));
        Assert.Equal("ETag", CloudText.Of(rule["ExposedHeaders"]));
        Assert.Equal("GET", CloudText.Of(cloud.Full.One("AWS::S3::Bucket", "BucketsRenditions").At("CorsConfiguration.CorsRules.0.AllowedMethods")));
        Assert.Null(cloud.Full.One("AWS::S3::Bucket", "BucketsKeys").At("CorsConfiguration"));
    }

    [Fact]
    public void CloudFront_reads_renditions_by_its_own_signature_and_shows_nothing_without_ours()
    {
        var distribution = cloud.Full.One("AWS::CloudFront::Distribution");
        Assert.Equal("<MediaAccess.Id>", distribution.Text("DistributionConfig.Origins.0.OriginAccessControlId"));
        Assert.Equal("<MediaKeyGroup>", distribution.Text("DistributionConfig.DefaultCacheBehavior.TrustedKeyGroups"));
        Assert.Equal("TLSv1.2_2021", distribution.Text("DistributionConfig.ViewerCertificate.MinimumProtocolVersion"));
        Assert.Equal("https-only", distribution.Text("DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy"));
        Assert.StartsWith("-----BEGIN PUBLIC KEY-----", cloud.Full.One("AWS::CloudFront::PublicKey").Text("PublicKeyConfig.EncodedKey"), StringComparison.Ordinal);
        Assert.Contains("distribution/<MediaDistribution>", cloud.Full.One("AWS::S3::BucketPolicy", "BucketsRenditions").Text(), StringComparison.Ordinal);
        Assert.Empty(cloud.Usual.Of("AWS::CloudFront::Distribution"));
    }

    [Fact]
    public void Images_of_the_server_are_looked_through_and_their_tags_do_not_move()
    {
        var repository = cloud.Full.One("AWS::ECR::Repository");
        Assert.Equal("IMMUTABLE", repository.Text("ImageTagMutability"));
        Assert.Equal("true", repository.Text("ImageScanningConfiguration.ScanOnPush"));
        Assert.Equal("<KeysDataArn>", repository.Text("EncryptionConfiguration.KmsKey"));
    }

    static Dictionary<string, JsonObject> Rules(CloudResource bucket) => bucket.At("LifecycleConfiguration.Rules")!.AsArray().ToDictionary(rule => rule!["Id"]!.ToString(), rule => rule!.AsObject());
}
