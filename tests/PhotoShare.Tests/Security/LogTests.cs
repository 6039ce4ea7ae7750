using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What stands in the logs, and what does not.</summary>
public sealed class LogTests(BugTests.Broken house) : IClassFixture<BugTests.Broken>
{
    [Fact]
    public async Task A_line_break_in_an_address_forges_no_entry()
    {
        var before = LogWatch.Instance.Lines;
        using var answer = await house.Stranger.Http.GetAsync("/tags/welcome%0d%0a12:00:00%20info:%20All%20is%20well%e2%80%a8%1b[2J");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);

        Assert.True(LogWatch.Instance.Lines > before);
        Assert.DoesNotContain(LogWatch.Instance.Found, found => found.Contains("All is well", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("He said " + Person.Password, "password of a test's person")]
    [InlineData("GET /blobs/x?n=photo.jpg&s=0123456789abcdef0123", "signed address")]
    [InlineData("Host=db;Password=hunter2", "database's password")]
    [InlineData("550 ann@example.org unknown", "e-mail")]
    [InlineData("Cookie: photoshare=CfDJ8AbCdEfGhIjKlMnOpQrStUv", "Data Protection")]
    [InlineData("Bearer psp_0123456789012345678901234567890", "access token")]
    public void The_watch_knows_a_secret(string text, string kind) => Assert.Contains(kind, Assert.Single(LogWatch.SecretsIn(text)), StringComparison.Ordinal);

    [Fact]
    public void The_watch_hears_the_servers_and_finds_nothing()
    {
        var before = LogWatch.Instance.Lines;
        house.Services.GetRequiredService<ILoggerFactory>().CreateLogger("PhotoShare.Tests").LogInformation("A line of a test.");

        Assert.Equal(before + 1, Math.Min(before + 1, LogWatch.Instance.Lines));
        Assert.Empty(LogWatch.Instance.Found);
    }
}
