using PhotoShare.Cloud;
using Xunit;

namespace PhotoShare.Tests;

[Trait("Kind", "Slow")]
[Trait("Kind", "Once")]
public sealed class CloudParameterTests
{
    [Theory]
    [InlineData("zones", "4", "zones is \"4\"; name a whole number from 2 to 3.")]
    [InlineData("zones", "two", "zones is \"two\"; name a whole number from 2 to 3.")]
    [InlineData("name", "Photo Share", "name is \"Photo Share\"; name 3 to 20 of a-z, 0-9 and -, a letter first.")]
    [InlineData("domain", "https://photos.example.org", "domain is \"https://photos.example.org\"; name a host name such as photos.example.org.")]
    [InlineData("certificateArn", "my-certificate", "certificateArn is \"my-certificate\"; name the ARN of a certificate in ACM.")]
    [InlineData("imageTag", "latest", "imageTag is \"latest\"; name a tag of the image.")]
    [InlineData("instanceType", "small", "instanceType is \"small\"; name an instance type such as t3.small.")]
    [InlineData("databaseClass", "t4g.medium", "databaseClass is \"t4g.medium\"; name a class such as db.t4g.medium; smaller ones have no Performance Insights.")]
    [InlineData("databaseStorage", "10", "databaseStorage is \"10\"; name a whole number from 20 to 65536.")]
    [InlineData("minServers", "0", "minServers is \"0\"; name a whole number from 1 to 100.")]
    [InlineData("maxServers", "1", "maxServers is \"1\"; name a whole number from 2 to 100.")]
    [InlineData("functionConcurrency", "0.5", "functionConcurrency is \"0.5\"; name a whole number from 1 to 1000.")]
    [InlineData("alarmEmail", "operators", "alarmEmail is \"operators\"; name an e-mail address.")]
    [InlineData("waf", "on", "waf is \"on\"; say true or false.")]
    [InlineData("mailHost", "smtp", "mailHost is \"smtp\"; name a host name.")]
    public void A_parameter_that_cannot_be_says_what_can(string name, string value, string message) =>
        Assert.Equal(message, Assert.Throws<ParameterException>(() => From((name, value))).Message);

    [Fact]
    public void Every_fault_is_told_at_once()
    {
        var wrong = Assert.Throws<ParameterException>(() => From(("zones", 5), ("cloudFront", true), ("mediaPublicKey", "there-is-none.pem")));
        Assert.Equal(
            [
                "zones is \"5\"; name a whole number from 2 to 3.",
                "mediaDomain is missing: with cloudFront=true name a host name such as media.example.org.",
                "mediaCertificateArn is missing: with cloudFront=true name the ARN of a certificate in us-east-1, where CloudFront looks for it.",
                "mediaPublicKey names the file there-is-none.pem, which is not there.",
            ],
            wrong.Message.Split(Environment.NewLine));
    }

    [Fact]
    public void Without_a_word_it_is_a_small_installation_that_lacks_what_only_the_operator_knows()
    {
        var usual = From(("functionZip", "there-is-none.zip"));
        Assert.Equal(("photoshare", 2, 2, 6, "t3.small", "db.t4g.medium", 50), (usual.Name, usual.Zones, usual.MinServers, usual.MaxServers, usual.InstanceType, usual.DatabaseClass, usual.DatabaseStorage));
        Assert.Equal((true, false, false, false), (usual.Waf, usual.CloudFront, usual.Valkey, usual.ReadReplica));
        Assert.Equal(["-c domain=photos.example.org", "-c certificateArn=…", "-c imageTag=…", "the image function, which is not at there-is-none.zip: run functions/publish arm64"], usual.Missing);
    }

    /// <summary>From cdk.json come numbers and truth values, from the command line text.</summary>
    [Fact]
    public void Numbers_and_truth_values_may_be_text()
    {
        var parameters = From(("zones", 3.0), ("waf", false), ("valkey", "TRUE"), ("databaseStorage", "200"));
        Assert.Equal((3, 3, false, true, 200), (parameters.Zones, parameters.MinServers, parameters.Waf, parameters.Valkey, parameters.DatabaseStorage));
    }

    static CloudParameters From(params (string Name, object Value)[] context) =>
        CloudParameters.From(name => context.Where(said => said.Name == name).Select(said => said.Value).SingleOrDefault());
}
