using System.Net;
using System.Net.Http.Json;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>@defer and @stream are taken and answered at once, and hide nothing from the rules.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class IncrementalTests(House house)
{
    [Theory]
    [InlineData(Door.Http)]
    [InlineData(Door.WebSocket)]
    public async Task A_deferred_fragment_and_a_streamed_list_are_there_at_once(Door door)
    {
        var answer = await house.Stranger.Graph(door, """
            query ($id: ID!, $later: Boolean!) {
              post(id: $id) { id ... @defer(label: "about") { caption author { ...Name @defer(if: $later) } } photos @stream(initialCount: 1, label: "photos") { status } }
            }
            fragment Name on User { username }
            """, new { id = Belongings.PostId(house.PublicPost), later = true });

        Assert.Equal(("ann", "READY"), (answer.ShouldSucceed()["post.author.username"], answer["post.photos.0.status"]));
        Assert.Equal(["data"], answer.Body.Select(part => part.Key).Where(key => key != "extensions"));
    }

    [Fact]
    public async Task A_client_that_takes_parts_gets_the_whole_in_one()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = "{ ... @defer { __typename } }" }) };
        request.Headers.Accept.ParseAdd("multipart/mixed;deferSpec=20220824");
        request.Headers.Accept.ParseAdd("application/graphql-response+json");
        request.Headers.Accept.ParseAdd("application/json;q=0.9");
        using var answer = await house.Stranger.Http.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, "application/graphql-response+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains("\"__typename\":\"Query\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ explore @stream { nodes { id } } }")]
    [InlineData("{ explore { nodes @stream(initialCount: -1) { id } } }")]
    [InlineData("{ explore { nodes @defer { id } } }")]
    [InlineData("{ ... @defer(label: \"a\") { __typename } explore { nodes @stream(label: \"a\") { id } } }")]
    [InlineData("query ($a: String) { ... @defer(label: $a) { __typename } }")]
    [InlineData("mutation { ... @defer { updateProfile(input: {}) { user { id } } } }")]
    [InlineData("mutation { ...M @defer } fragment M on Mutation { updateProfile(input: {}) { user { id } } }")]
    [InlineData("subscription { ... @defer { onCommentAdded(postId: \"x\") { edge { cursor } } } }")]
    public async Task Where_the_proposal_does_not_have_them_they_are_refused(string document) =>
        Assert.True((await house.Ann.Graph(document)).Body is var body && body["errors"] is not null && body["data"] is null, body.ToString());

    [Theory]
    [InlineData("{ ... @defer(if: false) { viewer { email } } }")]
    [InlineData("{ ... @defer { viewer { email } } }")]
    public async Task What_is_deferred_is_for_whom_it_was_before(string document)
    {
        var plain = await house.Stranger.Graph("{ viewer { email } }");
        var deferred = await house.Stranger.Graph(document);

        Assert.Equal(plain.Body["data"]?.ToJsonString(), deferred.Body["data"]?.ToJsonString());
        Assert.Equal(plain.Errors.Count, deferred.Errors.Count);
        (await house.Stranger.Graph("mutation { updateProfile(input: {}) { ... @defer { user { id } } } }")).ShouldBeRefused("UNAUTHENTICATED");
    }

    [Fact]
    public async Task What_is_deferred_or_streamed_counts()
    {
        var deep = "{ viewer { user { posts { nodes @stream { comments { nodes { replies { nodes { parent { ... @defer { post { author { followers { nodes { id } } } } } } } } } } } } } } }";
        var many = "{ " + string.Concat(Enumerable.Repeat("... @defer { __typename } ", 251)) + "}";

        (await house.Ann.Graph(deep)).ShouldBeRefused("LIMIT_DEPTH");
        (await house.Ann.Graph(many)).ShouldBeRefused("LIMIT_DIRECTIVES");
    }
}
