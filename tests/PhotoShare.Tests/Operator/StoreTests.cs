using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.DependencyInjection;
using PhotoShare.Media;
using PhotoShare.Web;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A bucket as an operator makes it, and what the server says at its start of one that it can't use.</summary>
[Trait("Kind", "Real")]
public sealed class StoreTests : IDisposable
{
    readonly TemporaryFolder data = new();

    [Fact]
    public async Task Setup_makes_each_bucket_and_its_rules_says_what_the_server_left_out_and_may_be_done_again()
    {
        var server = await RadosGateway.Running;
        var bucket = $"made-{Guid.NewGuid():n}";
        var settings = As(server, "owner", bucket);
        settings["PhotoShare:PublicUrl"] = "https://photos.example.org/";
        var photoshare = new OperatorProgram(data.Path, null, more: settings);
        var first = await photoshare.Run("store", "setup");
        var again = await photoshare.Run("store", "setup");

        Assert.True((first.ExitCode, again.ExitCode) == (0, 0), $"{first} {again}");
        foreach (var name in (string[])[bucket, $"{bucket}-renditions", $"{bucket}-exports", $"{bucket}-keys"])
        {
            Assert.Contains($"done  The bucket {name}.", first.Output, StringComparison.Ordinal);
            Assert.Contains($"left  The bucket {name}: it was there already", again.Output, StringComparison.Ordinal);
        }
        Assert.Contains("left  New objects are encrypted", first.Output, StringComparison.Ordinal);
        using var owner = server.ClientOf("owner");
        foreach (var name in (string[])[bucket, $"{bucket}-renditions", $"{bucket}-exports"])
        {
            var cors = (await owner.GetCORSConfigurationAsync(new GetCORSConfigurationRequest { BucketName = name })).Configuration.Rules.Single();
            Assert.Equal(["https://photos.example.org"], cors.AllowedOrigins);
            Assert.Equal(["GET", "PUT"], cors.AllowedMethods.Order());
        }
        var none = await Assert.ThrowsAsync<AmazonS3Exception>(() => owner.GetCORSConfigurationAsync(new GetCORSConfigurationRequest { BucketName = $"{bucket}-keys" }));
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        Assert.Equal(["abandoned-uploads"], (await Rules(bucket)).Select(rule => rule.Id));
        var rules = await Rules($"{bucket}-exports");
        Assert.Equal(2, rules.Single(rule => rule.Id == "abandoned-uploads").AbortIncompleteMultipartUpload.DaysAfterInitiation);
        Assert.Equal(8, rules.Single(rule => rule.Id == "old-exports").Expiration.Days);

        using var http = new HttpClient();
        await owner.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "originals/a", ContentBody = "x", CannedACL = S3CannedACL.PublicRead, UseChunkEncoding = false });
        using var stranger = await http.GetAsync(new Uri(server.Address, $"{bucket}/originals/a"));
        Assert.Equal(HttpStatusCode.Forbidden, stranger.StatusCode);

        async Task<List<LifecycleRule>> Rules(string name) => (await owner.GetLifecycleConfigurationAsync(new GetLifecycleConfigurationRequest { BucketName = name })).Configuration.Rules;
    }

    [Fact]
    public async Task A_bucket_that_is_missing_is_said_in_one_line()
    {
        var bucket = $"missing-{Guid.NewGuid():n}";

        ShouldFailWithOneLine(await Start(As(await RadosGateway.Running, "app", bucket)), bucket, "store setup");
    }

    [Fact]
    public async Task Of_several_buckets_the_missing_one_is_named_at_the_start_and_by_the_doctor()
    {
        var server = await RadosGateway.Running;
        var settings = As(server, "app", await server.CreateBuckets());
        settings["PhotoShare:Store:Buckets:Exports"] = "the-missing-one";

        settings["Logging:LogLevel:Default"] = "Critical";
        await using var app = await Program.Build(new ServerOptions(data.Path, Overrides: settings));
        var atStart = await Assert.ThrowsAsync<BlobStoreException>(() => app.Services.GetRequiredService<S3BlobStore>().Check(default));
        Assert.StartsWith("There is no such thing as the bucket the-missing-one", atStart.Message, StringComparison.Ordinal);
        var finding = (await Doctor.Examine(app.Services, default)).Single(finding => finding.Part == "store");
        Assert.False(finding.IsWell);
        Assert.StartsWith(atStart.Message, finding.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Exports", "", "PhotoShare:Store:Bucket")]
    [InlineData("Rendition", "photos", "rendition")]
    public async Task Buckets_that_cannot_be_meant_are_refused(string prefix, string bucket, string word)
    {
        var settings = new Dictionary<string, string?> { [$"PhotoShare:Store:Buckets:{prefix}"] = "another", ["PhotoShare:Store:Bucket"] = bucket };

        Assert.Contains(word, (await Assert.ThrowsAsync<OperatorException>(() => Program.Build(new ServerOptions(data.Path, Overrides: settings)))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody", "nobody-secret", "InvalidAccessKeyId")]
    [InlineData("app", "wrong", "SignatureDoesNotMatch")]
    public async Task Credentials_that_are_wrong_are_said_in_one_line(string key, string secret, string code)
    {
        var server = await RadosGateway.Running;
        var settings = As(server, "app", await server.CreateBuckets());
        settings["PhotoShare:Store:AccessKey"] = key;
        settings["PhotoShare:Store:SecretKey"] = secret;

        ShouldFailWithOneLine(await Start(settings), code, "PhotoShare:Store:AccessKey");
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_said_in_one_line()
    {
        var nowhere = new Dictionary<string, string?>
        {
            ["PhotoShare:Store:Bucket"] = "house",
            ["PhotoShare:Store:Endpoint"] = $"http://127.0.0.1:{FreePort.Take()}",
            ["PhotoShare:Store:AccessKey"] = "app",
            ["PhotoShare:Store:SecretKey"] = "app-secret",
        };

        ShouldFailWithOneLine(await Start(nowhere), "PhotoShare:Store:Endpoint");
    }

    [Fact]
    public async Task Without_a_bucket_there_is_nothing_to_set_up() =>
        ShouldFailWithOneLine(await new OperatorProgram(data.Path, null).Run("store", "setup"), "PhotoShare:Store:Bucket");

    Task<CommandResult> Start(Dictionary<string, string?> settings) => new OperatorProgram(data.Path, null, more: settings).Run("--urls", "http://127.0.0.1:0");

    static Dictionary<string, string?> As(RadosGateway server, string user, string bucket) =>
        new(server.SettingsOf(bucket)) { ["PhotoShare:Store:AccessKey"] = user, ["PhotoShare:Store:SecretKey"] = $"{user}-secret" };

    static void ShouldFailWithOneLine(CommandResult result, params string[] words)
    {
        Assert.True(result.ExitCode == 1, $"{result}");
        Assert.Equal("", result.Output.Trim());
        var line = Assert.Single(result.Error.TrimEnd().Split('\n'));
        Assert.All(words, word => Assert.Contains(word, line, StringComparison.Ordinal));
    }

    public void Dispose() => data.Dispose();
}
