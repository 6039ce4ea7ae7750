using System.Net;
using System.Net.Http.Headers;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Where the operator has set a token, it alone opens <c>/metrics</c>, from wherever.</summary>
public sealed class MetricsTokenTests(MetricsTokenTests.Guarded house) : IClassFixture<MetricsTokenTests.Guarded>
{
    const string Token = "a token of the operator's";

    public sealed class Guarded : House
    {
        protected override Dictionary<string, string?> Settings => new(base.Settings) { ["PhotoShare:Metrics:Token"] = Token };
    }

    [Theory]
    [InlineData(null, HttpStatusCode.NotFound)]
    [InlineData("another", HttpStatusCode.Unauthorized)]
    [InlineData(Token, HttpStatusCode.OK)]
    public async Task Only_who_shows_the_token_reads(string? shown, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add("X-Forwarded-For", "192.0.2.1");
        if (shown is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", shown);
        using var answer = await house.Stranger.Http.SendAsync(request);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK, (await answer.Content.ReadAsStringAsync()).Contains("# TYPE", StringComparison.Ordinal));
    }
}
