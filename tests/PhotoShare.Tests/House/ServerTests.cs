using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace PhotoShare.Tests;

[Collection(HouseCollection.Name)]
public sealed class ServerTests(House house)
{
    [Fact]
    public async Task A_watcher_hears_that_the_server_lives_and_can_do_its_work()
    {
        var live = await house.Stranger.Http.GetFromJsonAsync<JsonObject>("/health/live");
        var ready = await house.Stranger.Http.GetFromJsonAsync<JsonObject>("/health/ready");

        Assert.Equal("ok", live!["status"]!.ToString());
        Assert.Equal(["serving", "database", "store", "key", "bus", "imageFunction"], ready!["checks"]!.AsObject().Select(check => check.Key));
        Assert.All(ready["checks"]!.AsObject(), check => Assert.Equal("ok", check.Value!.ToString()));
    }

    [Fact]
    public async Task Every_answer_forbids_what_a_page_does_not_need()
    {
        using var answer = await house.Stranger.Http.GetAsync("/health/live");

        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task A_token_that_nobody_has_is_refused_and_not_taken_for_a_stranger()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = "{ viewer { user { username } } }" }) };
        request.Headers.Add("Authorization", "Bearer psp_nobody");
        using var answer = await house.Stranger.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
