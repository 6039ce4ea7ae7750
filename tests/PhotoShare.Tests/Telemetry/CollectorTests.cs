using Xunit;

namespace PhotoShare.Tests;

/// <summary>What an operator's collector receives, by OTLP over HTTP.</summary>
[Collection(WatchedCollection.Name)]
public sealed class CollectorTests(WatchedHouse house)
{
    [Fact]
    public async Task A_collector_hears_of_requests_and_figures_and_not_of_what_was_asked_nor_of_watchers()
    {
        await house.Stranger.Http.GetStringAsync("/health/live");
        await house.Stranger.Http.GetStringAsync("/metrics");
        await house.Stranger.Http.GetStringAsync("/graphql?query=query%20zanzibarQuery{zanzibar:__typename}");
        await house.Stranger.Http.GetStringAsync("/@ann");

        await house.Hears("/v1/traces", "/graphql");
        await house.Hears("/v1/traces", "photoshare.document.hash");
        await house.Hears("/v1/traces", "/@{Username}");
        await house.Hears("/v1/metrics", "http.server.request.duration");
        await house.Hears("/v1/metrics", "dotnet.gc.");
        await house.Hears("/v1/metrics", MetricNames.OperationDuration);
        Assert.False(house.Heard("/v1/traces", "/health"));
        Assert.False(house.Heard("/v1/traces", "/metrics"));
        Assert.False(house.Heard("/v1/traces", "zanzibar"));
        Assert.False(house.Heard("/v1/metrics", "zanzibar"));
        Assert.False(house.Heard("/v1/traces", "/@ann"));
    }
}
