using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Snapshooter;
using Snapshooter.Xunit;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The templates as a whole.</summary>
[Collection(CloudTests.Name)]
[Trait("Kind", "Slow")]
[Trait("Kind", "Once")]
public sealed partial class CloudTemplateTests(SynthesizedCloud cloud)
{
    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What changes in a template is seen in review before it is seen in an account.</summary>
    [Theory]
    [InlineData("Security")]
    [InlineData("Network")]
    [InlineData("Processing")]
    [InlineData("Data")]
    [InlineData("Compute")]
    [InlineData("Monitoring")]
    public void A_template_is_the_one_that_was_approved(string stack)
    {
        var text = cloud.Full.Template(stack).ToJsonString(Readable);
        Snapshot.Match(PublicKey().Replace(Hash().Replace(text, "<hash>"), "<key>"), new SnapshotNameExtension(stack));
    }

    [Fact]
    public void There_are_six_stacks_and_each_knows_only_those_before_it()
    {
        Assert.Equal(["Security", "Network", "Processing", "Data", "Compute", "Monitoring"], cloud.Full.Stacks);
        var before = new List<string>();
        foreach (var stack in cloud.Full.Stacks)
        {
            var known = Import().Matches(cloud.Full.Template(stack).ToJsonString()).Select(match => match.Groups[1].Value).Distinct();
            Assert.Subset(before.ToHashSet(), known.ToHashSet());
            before.Add(stack.ToLowerInvariant());
        }
    }

    [Fact]
    public void What_lacks_something_is_refused_before_anything_is_made()
    {
        foreach (var stack in cloud.Usual.Stacks)
        {
            var rule = cloud.Usual.Template(stack)["Rules"]!["Complete"]!["Assertions"]![0]!;
            Assert.Equal("Fn::Equals", rule["Assert"]!.AsObject().Single().Key);
            Assert.Contains("-c domain=photos.example.org; -c certificateArn=…; -c imageTag=…; the image function", rule["AssertDescription"]!.ToString(), StringComparison.Ordinal);
            Assert.NotEqual("", cloud.Usual.Template(stack)["Parameters"]!["Missing"]!["Default"]!.ToString());
            Assert.Null(cloud.Full.Template(stack)["Rules"]!["Complete"]);
        }
    }

    [Fact]
    public void The_functions_code_is_what_was_published_and_never_anything_in_its_place()
    {
        var code = cloud.Full.One("AWS::Lambda::Function").At("Code")!;
        Assert.Matches(@"cdk-hnb659fds-assets-.*[0-9a-f]{64}\.zip$", CloudText.Of(code["S3Bucket"]) + CloudText.Of(code["S3Key"]));
        Assert.Equal("S3Bucket=<PackageBucket> S3Key=<PackageKey>", cloud.Usual.One("AWS::Lambda::Function").Text("Code"));
        Assert.Null(cloud.Usual.One("AWS::Lambda::Function").At("Code.ZipFile"));
    }

    [Fact]
    public void What_cannot_be_made_again_is_not_deleted_by_one_command()
    {
        Assert.All(cloud.Full.Resources.Where(resource => resource.Type is "AWS::S3::Bucket" or "AWS::KMS::Key" or "AWS::SecretsManager::Secret" or "AWS::ECR::Repository"),
            resource => Assert.Equal("Retain", resource.Json["DeletionPolicy"]!.ToString()));
    }

    [GeneratedRegex("[0-9a-f]{64}")] private static partial Regex Hash();
    [GeneratedRegex(@"-----BEGIN PUBLIC KEY-----[^""]*")] private static partial Regex PublicKey();
    [GeneratedRegex("\"Fn::ImportValue\":\"photoshare-([a-z]+):")] private static partial Regex Import();
}
