using PhotoShare.Web;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What operations cost: the same however they are written, in every answer, and never less for a trick.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class CostTests(House house)
{
    const string Explore = "query ($n: Int) { explore(first: $n) { nodes { author { username } } } }";

    [Theory]
    [InlineData("{ __typename }", 1)]
    [InlineData("{ rateLimit { cost } }", 1)]
    [InlineData("{ __schema { types { name } } }", 10)]
    // The field, which ranks, and a page of twenty with an author each.
    [InlineData("{ explore { nodes { author { username } } } }", 50)]
    [InlineData("{ explore(first: 5) { nodes { author { username } } } }", 20)]
    // What is on the connection once counts once; what is loaded for each item counts for each.
    [InlineData("{ explore(first: 5) { pageInfo { endCursor } nodes { likeCount caption } } }", 21)]
    [InlineData("{ explore(first: 5) { edges { node { comments(last: 2) { totalCount nodes { body } } } } } }", 40)]
    // A list that no argument cuts counts as five.
    [InlineData("{ explore(first: 2) { nodes { photos { status } } } }", 22)]
    [InlineData("query { nodes(ids: [\"a\", \"b\", \"c\"]) { id } }", 3)]
    public async Task An_operation_costs(string operation, int points) => Assert.Equal(points, Cost(await house.Stranger.Graph(operation)));

    [Fact]
    public async Task It_is_the_same_however_the_arguments_are_passed()
    {
        GraphAnswer[] answers =
        [
            await house.Stranger.Graph(Explore, new { n = 7 }),
            await house.Stranger.Graph("query ($n: Int = 7) { explore(first: $n) { nodes { author { username } } } }"),
            await house.Stranger.Graph("query ($n: Int = 50) { explore(first: $n) { nodes { author { username } } } }", new { n = 7 }),
            await house.Stranger.Graph("{ explore(first: 7) { nodes { author { username } } } }"),
            await house.Stranger.Graph("{ explore(first: 7) { ...Page } } fragment Page on PostsConnection { nodes { author { username } } }"),
        ];
        GraphAnswer[] usual =
        [
            await house.Stranger.Graph(Explore),
            await house.Stranger.Graph(Explore, new { n = (int?)null }),
            await house.Stranger.Graph("{ explore(first: null) { nodes { author { username } } } }"),
            await house.Stranger.Graph("{ explore { nodes { author { username } } } }"),
        ];

        Assert.All(answers, answer => Assert.Equal(24, Cost(answer.ShouldSucceed())));
        Assert.All(usual, answer => Assert.Equal(50, Cost(answer.ShouldSucceed())));
    }

    [Fact]
    public async Task What_two_fragments_both_ask_for_costs_once_and_what_is_left_out_costs_nothing()
    {
        const string Twice = """
            query ($more: Boolean!) { explore(first: 5) { ...A ...B nodes @include(if: $more) { likes { nodes { username } } } } }
            fragment A on PostsConnection { nodes { author { username } } }
            fragment B on PostsConnection { nodes { author { displayName } } }
            """;

        Assert.Equal(20, Cost(await house.Stranger.Graph(Twice, new { more = false })));
        Assert.Equal(20 + 5 * (1 + 1 + 20), Cost(await house.Stranger.Graph(Twice, new { more = true })));
    }

    [Fact]
    public async Task An_interface_costs_what_its_dearest_type_would()
    {
        var answer = await house.Stranger.Graph("""
            query ($id: ID!) { node(id: $id) { ... on Comment { author { username } } ... on User { posts(first: 10) { nodes { id } } followers(first: 10) { nodes { id } } } } }
            """, new { id = house.Ann.NodeId });

        Assert.Equal(1 + 11 + 11, Cost(answer.ShouldSucceed()));
    }

    [Theory]
    [InlineData("{ explore(first: 100) { nodes { comments(first: 100) { nodes { body } } } } }")]
    // One part that is out of range cannot make up for another.
    [InlineData("{ explore(first: 100) { nodes { a: comments(first: 50) { nodes { body } } b: comments(first: -100000) { nodes { body } } } } }")]
    [InlineData("{ explore(first: 2147483647) { nodes { comments(first: 2147483647) { nodes { body } } } } }")]
    public async Task What_costs_too_much_is_refused_before_any_sql_also_when_it_was_asked_before(string operation)
    {
        for (var i = 0; i < 2; i++)
        {
            var (answer, statements) = await SqlCounter.Count(() => house.Stranger.Graph(operation));

            Assert.Empty(statements);
            Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.Status);
            Assert.Null(answer.Body["data"]);
        }
    }

    [Fact]
    public async Task A_document_that_was_cheap_for_one_page_is_refused_for_a_large_one()
    {
        const string Pages = "query ($n: Int!, $m: Int!) { explore(first: $n) { nodes { comments(first: $m) { nodes { author { username } } } } } }";
        (await house.Stranger.Graph(Pages, new { n = 2, m = 2 })).ShouldSucceed();

        var (answer, statements) = await SqlCounter.Count(() => house.Stranger.Graph(Pages, new { n = 100, m = 100 }));

        answer.ShouldBeRefused("COST_LIMIT");
        Assert.Empty(statements);
        Assert.Equal(20_210, Cost(answer));
        Assert.Equal("5000", answer.Errors[0]!["extensions"]!["limit"]!.ToString());
    }

    [Fact]
    public async Task Fragments_that_spread_each_other_twice_are_refused_at_once()
    {
        var fragments = Enumerable.Range(0, 40).Select(i => $"fragment F{i} on User {{ a: followers(first: 1) {{ nodes {{ ...F{i + 1} }} }} b: followers(first: 1) {{ nodes {{ ...F{i + 1} }} }} }}");
        var answer = await house.Stranger.Graph($"{{ user(by: {{ username: \"ann\" }}) {{ ...F0 }} }} {string.Join(' ', fragments)} fragment F40 on User {{ id }}");

        Assert.True(answer.Errors.Count > 0 && answer.Body["data"] is null);
    }

    [Fact]
    public async Task A_mutation_and_each_event_of_a_subscription_tell_their_cost()
    {
        var post = await house.Ann.AddQuickPost("Counted");
        await using var events = await EventStream.Open(house.Bob, "subscription ($post: ID!) { onCommentAdded(postId: $post) { edge { node { body author { username } } } } }", new { post = new GlobalId("Post", post).Text });
        var added = await house.Bob.Graph("mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { author { username } } } }", new { input = new { postId = new GlobalId("Post", post).Text, body = "one" } });
        var first = await events.Next();

        Assert.Equal(12, Cost(added.ShouldSucceed()));
        Assert.Equal(13, Cost(first!));
    }

    [Fact]
    public async Task The_rate_limit_says_what_the_extension_says()
    {
        var somebody = await house.Somebody();
        var before = await somebody.Graph("{ explore { nodes { id } } }");
        var answer = (await somebody.Graph("{ rateLimit { cost limit remaining used resetAt } }")).ShouldSucceed();

        Assert.Equal((1, 100_000_000), (answer.Number("rateLimit.cost"), answer.Number("rateLimit.limit")));
        Assert.Equal(answer.Number("rateLimit.remaining"), (int)answer.Body["extensions"]!["cost"]!["remaining"]!);
        Assert.Equal(100_000_000, answer.Number("rateLimit.remaining") + answer.Number("rateLimit.used"));
        Assert.Equal(30, Cost(before));
    }

    static int Cost(GraphAnswer answer) => (int)(answer.Body["extensions"]?["cost"]?["operation"] ?? throw new Xunit.Sdk.XunitException($"It says no cost: {answer.Body}"));
}
