using Xunit;

namespace PhotoShare.Tests;

/// <summary>Behind a proxy that ends TLS: browsers are told to come by it alone, and give their cookies to nothing else.</summary>
public sealed class TransportTests(TransportTests.BehindTls house) : IClassFixture<TransportTests.BehindTls>
{
    public sealed class BehindTls : House
    {
        protected override Dictionary<string, string?> Settings => new(base.Settings) { ["PhotoShare:TrustedProxies:0"] = "127.0.0.1", ["AllowedHosts"] = "*" };
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public async Task Who_came_by_TLS_comes_by_it_again(string scheme, bool isSafe)
    {
        using var request = SessionTests.SignInOf("bob");
        request.Headers.Add("X-Forwarded-Proto", scheme);
        request.Headers.Add("X-Forwarded-Host", "photos.example");
        using var answer = await house.Stranger.Http.SendAsync(request);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("photoshare=", StringComparison.Ordinal));

        Assert.Equal(isSafe, cookie.Contains("secure", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(isSafe ? "max-age=31536000" : "", answer.Headers.TryGetValues("Strict-Transport-Security", out var values) ? values.Single() : "");
    }
}
