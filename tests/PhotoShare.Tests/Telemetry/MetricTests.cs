using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PhotoShare.Media;
using PhotoShare.Web;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Each metric is recorded by doing the thing that it counts, and is given to Prometheus.</summary>
[Collection(WatchedCollection.Name)]
public sealed partial class MetricTests(WatchedHouse house)
{
    [Fact]
    public async Task Operations_are_counted_by_the_names_of_the_pages_and_by_no_name_that_a_stranger_made_up()
    {
        using var watch = new MetricWatch(house);
        await house.Ann.GraphRequest(new { documentId = TrustedId("PhotoStatus"), variables = new { ids = Array.Empty<string>() } });
        await house.Ann.GraphRequest(new { query = "query Mallory { __typename }", operationName = "Mallory" });
        await house.Ann.Graph("query Mallory { nonsense }");
        await house.Ann.Graph("query Mallory {");
        (await house.Ann.Graph("{ explore(first: 100) { nodes { comments(first: 100) { nodes { author { username } } } } } }")).ShouldBeRefused("COST_LIMIT");

        Assert.InRange(Assert.Single(watch.Of(MetricNames.OperationDuration, (MetricNames.OperationName, "PhotoStatus"), (MetricNames.OperationType, "query"), (MetricNames.Outcome, "ok"))), 0, 10);
        Assert.Single(watch.Of(MetricNames.OperationDuration, (MetricNames.OperationName, MetricNames.OtherOperation), (MetricNames.OperationType, "query"), (MetricNames.Outcome, "ok")));
        Assert.Equal(3, watch.Of(MetricNames.OperationDuration, (MetricNames.OperationName, MetricNames.OtherOperation), (MetricNames.Outcome, "refused")).Count);
        Assert.Empty(watch.Of(MetricNames.OperationDuration, (MetricNames.OperationName, "Mallory")));
        Assert.Equal(3, watch.Of(MetricNames.GraphErrors).Sum());
        Assert.Equal([1], watch.Of(MetricNames.GraphErrors, (MetricNames.Code, "COST_LIMIT")));
        Assert.Equal([1], watch.Of(MetricNames.CostRefusals, (MetricNames.Code, "COST_LIMIT")));
    }

    [Fact]
    public async Task Who_listens_is_counted_from_the_first_moment_to_the_last()
    {
        using var watch = new MetricWatch(house);
        await using (var events = await EventStream.Open(house.Ann, "subscription Mallory { mallory: onNotification { __typename } }"))
            await Eventually.Becomes(() => Task.FromResult(Subscribers()), sum => sum == 1, "somebody listens");

        await Eventually.Becomes(() => Task.FromResult(Subscribers()), sum => sum == 0, "nobody listens any more");

        double Subscribers() => watch.Of(MetricNames.Subscribers, (MetricNames.Field, "onNotification")).Sum();
    }

    [Fact]
    public async Task Photos_are_timed_and_counted()
    {
        using var watch = new MetricWatch(house);
        var ready = await house.Ann.UploadFile("gray.jpg");
        var broken = (await house.Ann.UploadInOneRequest([0xFF, 0xD8, 0xFF, .. new byte[500]], "broken.jpg")).ShouldSucceed()["uploadPhoto.photo.id"]!;
        await house.Ann.PhotoWhen(ready, "READY");
        await house.Ann.PhotoWhen(broken, "FAILED");

        Assert.InRange(Assert.Single(watch.Of(MetricNames.PhotoReadyDuration)), 0.001, 60);
        Assert.Single(watch.Of(MetricNames.PhotosFailed, (MetricNames.Code, nameof(ProcessingFailureCode.Corrupt))));
    }

    [Fact]
    public async Task What_only_the_database_knows_is_read_once_a_minute()
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var (meters, clock) = (services.GetRequiredService<IMeterFactory>(), new SettableTime { Now = DateTimeOffset.UtcNow });
        var gauges = new DatabaseGauges(meters, house.Services, clock, NullLogger<DatabaseGauges>.Instance);
        using var watch = new MetricWatch(meters);
        await gauges.Refresh();
        await house.Ann.AddQuickPhoto();
        clock.Now += TimeSpan.FromSeconds(59);
        await gauges.Refresh();
        watch.Collect();
        clock.Now += TimeSpan.FromSeconds(2);
        await gauges.Refresh();
        watch.Collect();

        var bytes = watch.Of(MetricNames.StorageBytes);
        Assert.True(bytes[0] < bytes[1], $"{bytes[0]}, {bytes[1]}");
        Assert.Equal(await house.Database(db => db.Photos.SumAsync(p => p.ByteSize + p.RenditionBytes)), bytes[1]);
        Assert.Equal([0, 0], watch.Of(MetricNames.PhotoQueueLength));
        Assert.Equal([0, 0], watch.Of(MetricNames.PhotoQueueAge));
        Assert.Equal(await house.Database(db => db.ActiveDays.CountAsync(a => a.Day == DateOnly.FromDateTime(clock.Now.UtcDateTime))), watch.Of(MetricNames.ActivePeople)[1]);
    }

    [Fact]
    public async Task A_store_and_a_key_that_refuse_are_counted_by_what_was_asked_of_them_and_all_metrics_stand_in_what_Prometheus_reads()
    {
        using var watch = new MetricWatch(house);
        await using var kms = await KmsServer.Start();
        var arn = kms.CreateKey();
        using var client = new AmazonKeyManagementServiceClient(new BasicAWSCredentials("tests", "tests"), new AmazonKeyManagementServiceConfig { ServiceURL = kms.Address.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
        var master = await KmsMasterKey.Open(client, arn, null, default);
        kms.Refused[arn] = "DisabledException";
        await Assert.ThrowsAsync<MasterKeyUnavailableException>(() => master.Wrap([1], "ann", default));
        using var store = new S3BlobStore(new S3Options("nowhere", new Uri($"http://127.0.0.1:{FreePort.Take()}"), AccessKey: "tests", SecretKey: "tests"), TimeProvider.System);
        await Assert.ThrowsAsync<BlobStoreException>(() => store.Size("originals/nothing", default));
        await Photos_are_timed_and_counted();
        await Who_listens_is_counted_from_the_first_moment_to_the_last();
        await Operations_are_counted_by_the_names_of_the_pages_and_by_no_name_that_a_stranger_made_up();

        // Other tests may provoke the same beside it: these are of no house.
        Assert.Contains(1, watch.Of(MetricNames.KmsErrors, (MetricNames.Operation, "Wrap")));
        Assert.Contains(1, watch.Of(MetricNames.StoreErrors, (MetricNames.Operation, "Size")));

        using var answer = await house.Stranger.Http.GetAsync("/metrics");
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        var families = Read(await answer.Content.ReadAsStringAsync());
        foreach (var name in MetricNames.All) Assert.Contains(families.Keys, family => family.StartsWith(name.Replace('.', '_'), StringComparison.Ordinal));
        Assert.Equal("histogram", families["photoshare_graphql_operation_duration_seconds"].Type);
        Assert.Equal("counter", families["photoshare_graphql_errors_total"].Type);
        Assert.Equal("gauge", families["photoshare_photo_queue_age_seconds"].Type);
        Assert.Contains(families["photoshare_subscribers"].Samples, sample => sample.Labels == "field=\"onNotification\"");
        Assert.DoesNotContain(families.Values.SelectMany(family => family.Samples), sample => sample.Labels.Contains("allory", StringComparison.Ordinal));
        Assert.Contains("http_server_request_duration_seconds", families.Keys);
        ShouldAddUp(families["photoshare_graphql_operation_duration_seconds"]);
    }

    [Fact]
    public void Every_name_is_one_of_ours_and_stands_once()
    {
        var constants = typeof(MetricNames).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).Where(value => value.StartsWith("photoshare.", StringComparison.Ordinal)).ToList();

        Assert.Equal(constants.Order(), MetricNames.All.Order());
        Assert.Equal(constants.Count, constants.Distinct().Count());
    }

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    public async Task What_came_by_a_proxy_is_not_of_this_machine(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add(header, value);
        using var answer = await house.Stranger.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    static string TrustedId(string operation) => $"sha256:{Ticket.Hash(System.Text.Encoding.UTF8.GetBytes(Operations.All[operation]))}";

    /// <summary>Each bucket has those of the one below, and the last has all. Where several servers run in this process, each tells of its own.</summary>
    static void ShouldAddUp(Family histogram)
    {
        var buckets = new List<Sample>();
        foreach (var sample in histogram.Samples)
        {
            if (sample.Name.EndsWith("_bucket", StringComparison.Ordinal)) buckets.Add(sample);
            if (!sample.Name.EndsWith("_count", StringComparison.Ordinal)) continue;
            Assert.Equal(buckets.Select(bucket => bucket.Value).Order(), buckets.Select(bucket => bucket.Value));
            Assert.EndsWith("le=\"+Inf\"", buckets[^1].Labels, StringComparison.Ordinal);
            Assert.All(buckets, bucket => Assert.StartsWith($"{sample.Labels},le=", bucket.Labels, StringComparison.Ordinal));
            Assert.Equal(sample.Value, buckets[^1].Value);
            buckets.Clear();
        }
        Assert.Empty(buckets);
    }

    sealed record Sample(string Name, string Labels, double Value);

    sealed record Family(string Type, List<Sample> Samples);

    /// <summary>The text format by its grammar; what does not fit it fails.</summary>
    static Dictionary<string, Family> Read(string text)
    {
        var families = new Dictionary<string, Family>();
        var current = "";
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal)) continue;
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                var words = line.Split(' ');
                current = words[2];
                families.Add(current, new Family(words[3], []));
                continue;
            }
            var sample = SampleLine().Match(line);
            Assert.True(sample.Success, line);
            Assert.StartsWith(current, sample.Groups["name"].Value, StringComparison.Ordinal);
            families[current].Samples.Add(new Sample(sample.Groups["name"].Value, sample.Groups["labels"].Value, double.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture)));
        }
        return families;
    }

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*")*)\})? (?<value>-?[0-9.]+(E[+-]?[0-9]+)?|NaN|[+-]Inf)$""")]
    private static partial Regex SampleLine();
}
