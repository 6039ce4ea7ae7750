using System.Data.Common;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>An update takes nothing away from whom the previous release still serves, nor from what it wrote.</summary>
public sealed class UpgradeTests(Upgraded instance) : IClassFixture<Upgraded>
{
    [Fact]
    public void Servers_of_the_previous_release_are_answered_before_while_and_after_the_layout_is_changed()
    {
        Assert.Empty(instance.Refused);
        Assert.True(instance.AnsweredMeanwhile > 0, "Nothing was asked meanwhile.");
    }

    [Fact]
    public void Every_row_is_there_as_it_was()
    {
        Assert.Equal(instance.Before.Order(), instance.After.Order());
        Assert.All((string[])["users", "photos", "posts", "comments", "likes", "follows"], table =>
            Assert.Contains(instance.Before, row => row.StartsWith($"{(TestDatabase.IsPostgres ? "public." : "")}{table}:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Each_of_its_statements_can_still_be_prepared()
    {
        var refused = new Dictionary<string, string>();
        await using var db = instance.Open();
        await db.Database.OpenConnectionAsync();
        foreach (var statement in PreviousRelease.Statements)
        {
            await using var command = db.Database.GetDbConnection().CommandOf(statement, statement.Values.ToDictionary(value => value.Name, value => value.Value));
            try
            {
                await command.PrepareAsync();
            }
            catch (DbException broken)
            {
                refused[statement.Text] = broken.Message;
            }
        }

        Assert.Empty(refused);
        Assert.True(PreviousRelease.Statements.Count > 100, $"{PreviousRelease.Statements.Count} statements are few.");
    }

    [Fact]
    public async Task Its_people_are_answered_by_this_version()
    {
        await using var app = await instance.Serve();

        await ShouldAnswer(app);
    }

    [Fact]
    public async Task A_server_that_was_rolled_back_goes_on_with_the_database_of_the_next_version()
    {
        await using var db = instance.Open();
        await db.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('99991231235959_TheNext', '99.0')""");
        try
        {
            Assert.Equal("99991231235959_TheNext", (await DatabaseLayout.Of(db, default)).Newer);
            await using var app = await instance.Serve();

            await ShouldAnswer(app);
        }
        finally
        {
            await db.Database.ExecuteSqlRawAsync("""DELETE FROM "__EFMigrationsHistory" WHERE migration_id LIKE '9999%'""");
        }
    }

    /// <summary>The address lies sealed under a key of hers, so it shows that her keys open what that release sealed.</summary>
    static async Task ShouldAnswer(WebApplication app)
    {
        using var ann = new HttpClient { BaseAddress = new Uri(app.Urls.First()), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", PreviousRelease.Token) } };

        var answer = await Ask(ann, """{ viewer { email } feed(first: 5) { nodes { id caption } } user(by: { username: "carol" }) { displayName viewerFollowStatus posts(first: 1) { nodes { id caption } } } }""");
        Assert.Equal("ann@example.org", answer["viewer.email"]);
        Assert.Equal(("carol of the lake", "FOLLOWING"), (answer["user.displayName"], answer["user.viewerFollowStatus"]));
        Assert.Equal(["For those who follow me"], answer.Each("user.posts.nodes", "caption"));
        Assert.Contains(answer.Each("feed.nodes", "caption"), caption => caption!.StartsWith("The first one #lake", StringComparison.Ordinal));
        var liked = await Ask(ann, "mutation ($input: LikeInput!) { like(input: $input) { subject { viewerHasLiked } errors { ... on Error { code } } } }", new { input = new { subjectId = answer["user.posts.nodes.0.id"] } });
        Assert.True(liked.Is("like.subject.viewerHasLiked"));
    }

    static async Task<GraphAnswer> Ask(HttpClient person, string query, object? variables = null)
    {
        using var response = await person.PostAsJsonAsync("/graphql", new { query, variables });
        return new GraphAnswer(response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonObject>())!).ShouldSucceed();
    }
}
