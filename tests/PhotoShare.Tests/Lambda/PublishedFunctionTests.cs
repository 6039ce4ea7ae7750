using System.IO.Compression;
using System.Text.Json.Nodes;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What goes to Lambda, and how it behaves there.</summary>
[Collection(LambdaCollection.Name)]
[Trait("Kind", "Real")]
public sealed class PublishedFunctionTests(LambdaHouse house) : IDisposable
{
    /// <summary>Lambda's own bounds: packed for a direct upload, and unpacked.</summary>
    const long MaxPacked = 50L << 20, MaxUnpacked = 250L << 20;

    public void Dispose() => house.Lambda.Timeout = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_zip_holds_the_program_its_libraries_and_their_notices()
    {
        await PublishedFunction.Folder;
        await using var zip = await ZipFile.OpenReadAsync(PublishedFunction.Zip);

        Assert.InRange(new FileInfo(PublishedFunction.Zip).Length, 1, MaxPacked);
        Assert.InRange(zip.Entries.Sum(entry => entry.Length), 1, MaxUnpacked);
        // The mode's nine bits are the lower ones of the upper half; Lambda runs it as another user than its owner.
        Assert.Equal(0b101, (zip.GetEntry("bootstrap")!.ExternalAttributes >> 16) & 0b111);
        foreach (var file in (string[])["libvips.so.42", "policy.xml", "notices/ImageMagick.txt", "notices/LICENSE", "notices/THIRD-PARTY-NOTICES.md"])
            Assert.Contains(zip.Entries, entry => entry.FullName == file);
        Assert.DoesNotContain(zip.Entries, entry => entry.FullName.EndsWith(".dll", StringComparison.Ordinal) || entry.FullName.EndsWith(".dbg", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("PHOTOSHARE_BLOBS", null)]
    [InlineData("PHOTOSHARE_MAX_PIXELS", "many")]
    public async Task A_setting_that_cannot_work_is_told_to_the_runtime_api(string name, string? value)
    {
        await using var lambda = await LambdaStandIn.Start(new Dictionary<string, string?> { [name] = value }, house.Results, house.Failures);

        var (exitCode, error) = await lambda.Initialise();

        Assert.Equal(1, exitCode);
        Assert.Contains(name, error!["errorMessage"]!.ToString(), StringComparison.Ordinal);
        Assert.NotNull(error["errorType"]);
    }

    [Fact]
    public async Task An_event_from_another_bucket_is_refused_and_changes_nothing()
    {
        var photo = house.PrivatePhoto;
        using var foreign = new StringContent($$$$"""{"Records":[{"s3":{"bucket":{"name":"another"},"object":{"key":"originals/{{{{photo:n}}}}"}}}]}""");
        using (await house.Stranger.Http.PostAsync(house.Lambda.Events, foreign)) { }

        await Eventually.Becomes(() => Task.FromResult(house.Lambda.Output.Count(line => line.Contains("from the bucket another", StringComparison.Ordinal))), count => count >= 3, "the function has refused it three times");
        await house.Ann.PhotoWhen(await house.Ann.UploadFile("gray.jpg"), "READY");
        Assert.Equal(PhotoStatus.Ready, (await house.Ann.Processed(photo)).Status);
        // Nobody here reads its record either.
        await Eventually.Becomes(() =>
        {
            house.Failures.Show();
            return Task.FromResult(house.Failures.Count);
        }, count => count == 0, "the record is among the dead letters");
    }

    [Fact]
    public async Task It_stops_by_itself_before_its_deadline_and_says_so()
    {
        // 250 ms are kept for the answer, so nothing is left for the photo.
        house.Lambda.Timeout = TimeSpan.FromMilliseconds(255);

        var failed = await house.Ann.PhotoWhen(await house.Ann.UploadFile("camera.jpg"), "FAILED");

        Assert.Equal("TIMED_OUT", failed["photo.failure.code"]);
        Assert.Contains(house.Lambda.Output, line => line.Contains("before its deadline", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_writes_a_line_that_CloudWatch_makes_metrics_of()
    {
        var photoId = await house.Ann.AddPhoto("gray.jpg");

        var line = await Eventually.Becomes(() => Task.FromResult(Lines().FirstOrDefault(l => l["Key"]!.ToString() == $"originals/{photoId:n}")), found => found is not null, "there is a line of metrics");
        var metrics = line!["_aws"]!["CloudWatchMetrics"]![0]!;
        Assert.Equal("PhotoShare", metrics["Namespace"]!.ToString());
        Assert.Equal("Ready", line[metrics["Dimensions"]![0]![0]!.ToString()]!.ToString());
        Assert.All(metrics["Metrics"]!.AsArray(), metric => Assert.True(line[metric!["Name"]!.ToString()]!.GetValue<double>() > 0));
        Assert.InRange(DateTimeOffset.FromUnixTimeMilliseconds(line["_aws"]!["Timestamp"]!.GetValue<long>()), DateTimeOffset.UtcNow - TimeSpan.FromMinutes(1), DateTimeOffset.UtcNow);
    }

    IEnumerable<JsonNode> Lines() => house.Lambda.Output.Where(line => line.StartsWith("{\"_aws\"", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line)!);
}
