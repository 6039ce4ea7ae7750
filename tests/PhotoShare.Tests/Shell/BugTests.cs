using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A bug of ours, made by taking a table away: every door answers with a number to look it up by and without its details.</summary>
public sealed class BugTests(BugTests.Broken house) : IClassFixture<BugTests.Broken>
{
    public sealed class Broken : House
    {
        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            await Database(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE post_hashtags RENAME TO somewhere_else"));
        }
    }

    static readonly string[] Details = ["Exception", "SQL", "post_hashtags", "   at ", ".cs:"];

    [Fact]
    public async Task A_page_says_whose_fault_it_is()
    {
        using var visitor = house.Browse();
        var page = await visitor.Get("/tags/welcome");

        Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
        Assert.Contains("Something broke", page.One("h1").TextContent, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$", page.One("code").TextContent);
        Assert.All(Details, detail => Assert.DoesNotContain(detail, page.Html, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/signin")).Status);
    }

    [Fact]
    public async Task The_graph_answers_with_a_code_and_a_trace()
    {
        var answer = (await house.Stranger.Graph("{ __typename hashtag(name: \"welcome\") { name } }")).ShouldBeRefused("INTERNAL");

        Assert.Matches("^[0-9a-f]{32}$", answer.Errors[0]!["extensions"]!["traceId"]!.ToString());
        Assert.Equal("Query", answer["__typename"]);
        Assert.All(Details, detail => Assert.DoesNotContain(detail, answer.Body.ToJsonString(), StringComparison.Ordinal));
    }
}
