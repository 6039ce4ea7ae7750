using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>PostgreSQL is restarted, and crashes, while people comment: what was answered is there, once, and what was not done was refused with the advice to try again.</summary>
[Trait("Kind", "Real")]
public sealed class RestartTests(RestartTests.OnItsOwn house) : IClassFixture<RestartTests.OnItsOwn>
{
    public sealed class OnItsOwn : House
    {
        internal Postgres Server { get; private set; } = null!;

        protected override async Task<string?> CreateDatabase() => await (Server = await Postgres.OfOnesOwn()).CreateDatabase();

        protected override Task LeaveDatabase() => Server.Stop();
    }

    const int Writers = 6;
    const string Comment = "mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { id } errors { ... on Error { code } } } }";

    [Theory]
    [InlineData("fast")]
    [InlineData("immediate")]
    public async Task What_was_answered_is_there_once(string mode)
    {
        var post = await house.Ann.AddQuickPost();
        var said = new ConcurrentBag<string>();
        using var end = new CancellationTokenSource();
        var writers = Enumerable.Range(0, Writers).Select(i => Task.Run(() => Write(i, post, said, end.Token))).ToList();

        await Eventually.Becomes(() => Task.FromResult(said.Count), count => count > 50, "people comment");
        await house.Server.End(mode);
        await Task.Delay(500);
        await house.Server.Begin();
        var before = said.Count;
        await Eventually.Becomes(() => Task.FromResult(said.Count), count => count > before + 50, "people comment again");
        await end.CancelAsync();
        var refusals = (await Task.WhenAll(writers)).SelectMany(codes => codes).Distinct();

        var comments = await house.Database(db => db.Comments.Where(c => c.PostId == post).OrderBy(c => c.Position).Select(c => new { c.Body, c.Position }).ToListAsync());
        Assert.Equal(said.Order(), comments.Select(c => c.Body).Order());
        Assert.Equal(Enumerable.Range(1, comments.Count).Select(i => (long)i), comments.Select(c => c.Position));
        Assert.Subset(new HashSet<string> { "UNAVAILABLE" }, refusals.ToHashSet());
    }

    /// <summary>Says one thing after another, and a thing that was refused again, until it is taken. Gives the codes of refusals.</summary>
    async Task<List<string>> Write(int writer, Guid post, ConcurrentBag<string> said, CancellationToken end)
    {
        var refusals = new List<string>();
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            var body = $"{post:n} {writer} {i}";
            while (await Say(post, body) is { } code)
            {
                refusals.Add(code);
                await Task.Delay(100, CancellationToken.None);
            }
            said.Add(body);
        }
        return refusals;
    }

    /// <summary>Whether by HTTP or in the graph, the code of the refusal.</summary>
    async Task<string?> Say(Guid post, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { query = Comment, variables = new { input = new { postId = Belongings.PostId(post), body, clientMutationId = body } } }),
        };
        using var response = await house.Bob.Http.SendAsync(request);
        var answer = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return (string?)answer["code"] ?? (string?)answer["errors"]?[0]?["extensions"]?["code"];
    }
}
