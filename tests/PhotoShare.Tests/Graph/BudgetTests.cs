using System.Net;
using System.Net.Http.Json;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A house where strangers share a small budget, and people have a large one.</summary>
public sealed class ThriftyHouse : House
{
    protected override Dictionary<string, string?> Settings => new(base.Settings) { ["PhotoShare:Graph:CostPerMinuteOfAddress"] = "500", ["PhotoShare:Graph:OperationCost"] = "400" };
}

/// <summary>Who has spent the minute's points waits; whoever else asks does not.</summary>
public sealed class BudgetTests(ThriftyHouse house) : IClassFixture<ThriftyHouse>
{
    const string Costly = "{ explore(first: 100) { nodes { author { username } } } }";

    [Fact]
    public async Task A_budget_that_is_spent_refuses_without_any_sql_says_how_long_and_comes_back()
    {
        await UntilRefused();
        var (refused, statements) = await SqlCounter.Count(() => house.Stranger.Graph(Costly));

        Assert.Equal((HttpStatusCode)429, refused.Status);
        refused.ShouldBeRefused("RATE_LIMITED");
        Assert.True((int)refused.Errors[0]!["extensions"]!["retryAfterSeconds"]! is >= 1 and <= 60, $"{refused.Body}");
        Assert.InRange((int)refused.Body["extensions"]!["cost"]!["remaining"]!, 0, 200);
        Assert.Empty(statements);

        (await house.Ann.Graph(Costly)).ShouldSucceed();
        await Eventually.Becomes(() => house.Stranger.Graph("{ explore(first: 20) { nodes { id } } }"), answer => answer.Errors.Count == 0, "points come back");
    }

    [Fact]
    public async Task The_older_media_type_has_the_header_too()
    {
        await UntilRefused();
        using var answer = await house.Stranger.Http.PostAsJsonAsync("/graphql", new { query = Costly });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
    }

    [Fact]
    public async Task One_operation_may_not_take_all()
    {
        (await house.Ann.Graph("{ explore(first: 100) { nodes { author { username } likeCount commentCount } } }")).ShouldBeRefused("COST_LIMIT");
    }

    async Task<GraphAnswer> UntilRefused()
    {
        for (var i = 0; i < 10; i++)
        {
            if (await house.Stranger.Graph(Costly) is { Errors.Count: > 0 } refused) return refused;
        }
        throw new Xunit.Sdk.XunitException("The budget is never spent.");
    }
}
