using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What an operator's collector receives, by OTLP over HTTP.</summary>
public sealed class TelemetryTests(TelemetryTests.WatchedHouse house) : IClassFixture<TelemetryTests.WatchedHouse>
{
    /// <summary>With a collector beside it, which keeps what it is sent.</summary>
    public sealed class WatchedHouse : House
    {
        readonly ConcurrentQueue<(string Path, string Text)> received = new();
        WebApplication? collector;

        protected override Dictionary<string, string?> Settings => new(base.Settings)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector!.Urls.First(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        };

        public bool Heard(string path, string word) => received.Any(sent => sent.Path == path && sent.Text.Contains(word, StringComparison.Ordinal));

        public override async Task InitializeAsync()
        {
            collector = Loopback.Build();
            collector.MapPost("/v1/{signal}", async (HttpRequest request) =>
            {
                using var body = new MemoryStream();
                await request.Body.CopyToAsync(body);
                received.Enqueue((request.Path, Encoding.Latin1.GetString(body.ToArray())));
            });
            await collector.StartAsync();
            await base.InitializeAsync();
        }

        public override async Task DisposeAsync()
        {
            await base.DisposeAsync();
            if (collector is not null) await collector.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_collector_hears_of_requests_and_figures_and_not_of_what_was_asked_nor_of_watchers()
    {
        await house.Stranger.Http.GetStringAsync("/health/live");
        await house.Stranger.Http.GetStringAsync("/graphql?query={secret:__typename}");

        await Hears("/v1/traces", "/graphql");
        await Hears("/v1/traces", "photoshare");
        await Hears("/v1/metrics", "http.server.request.duration");
        await Hears("/v1/metrics", "dotnet.gc.");
        Assert.False(house.Heard("/v1/traces", "/health"));
        Assert.False(house.Heard("/v1/traces", "secret"));
    }

    Task Hears(string path, string word) => Eventually.Becomes(() => Task.FromResult(house.Heard(path, word)), heard => heard, $"{path} tells of {word}");
}
