using System.Net;
using System.Text;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What a hostile client sends is refused whole, in words, by a server that goes on.</summary>
[Collection(HouseCollection.Name)]
public sealed class AttackTests(House house)
{
    static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    public static TheoryData<string, string> Documents => new()
    {
        { "deep nesting", Repeat("{a", 20_000) },
        { "deep lists", "{ nodes(ids: " + Repeat("[", 20_000) + ") { id } }" },
        { "deep types", "query ($a: " + Repeat("[", 20_000) + "Int" + Repeat("]", 20_000) + ") { __typename }" },
        { "many tokens", "{ " + Repeat("__typename ", 6_000) + "}" },
        { "a long document", "{ __typename } # " + new string('x', 70_000) },
        { "many aliases", "{ " + string.Join(' ', Enumerable.Range(0, 31).Select(i => $"a{i}: __typename")) + " }" },
        { "one root field many times", "{ " + string.Join(' ', Enumerable.Range(0, 6).Select(i => $"a{i}: viewer {{ email }}")) + " }" },
        { "many directives", "{ __typename " + Repeat("@include(if: true) ", 51) + "}" },
        { "depth", "{ viewer { user { posts { nodes { comments { nodes { replies { nodes { parent { post { author { followers { nodes { id } } } } } } } } } } } } } }" },
        { "a field within itself again and again", "{ explore { nodes { author { posts { nodes { author { posts { nodes { author { posts { nodes { id } } } } } } } } } } } }" },
        { "fragments in a ring", "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }" },
        { "fragments that explode", "{ ...F0 } " + string.Join(' ', Enumerable.Range(0, 15).Select(i => $"fragment F{i} on Query {{ ...F{i + 1} ...F{i + 1} }}")) + " fragment F15 on Query { __typename }" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task It_is_refused(string what, string document)
    {
        var answer = await house.Stranger.Graph(document);

        Assert.True(answer.Errors.Count > 0 && answer.Body["data"] is null, $"{what} was answered: {answer.Status}");
        Assert.Equal("Query", (await house.Stranger.Graph("{ __typename }")).ShouldSucceed()["__typename"]);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"query\": 5}")]
    [InlineData("[{\"query\": \"{ __typename }\"}]")]
    public async Task A_body_that_is_no_request_is_a_client_error(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await house.Stranger.Http.PostAsync("/graphql", content);

        Assert.InRange((int)answer.StatusCode, 400, 499);
    }

    [Fact]
    public async Task A_body_of_more_than_a_megabyte_is_not_read()
    {
        using var content = new StringContent($"{{\"query\": \"{{ __typename }}\", \"variables\": {{\"x\": \"{new string('x', 1_100_000)}\"}}}}", Encoding.UTF8, "application/json");
        using var answer = await house.Stranger.Http.PostAsync("/graphql", content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Theory]
    [InlineData("mutation { updateProfile(input: { bio: \"by link\" }) { user { bio } } }", "application/json")]
    [InlineData("mutation { updateProfile(input: { bio: \"by link\" }) { user { bio } } }", "text/event-stream")]
    public async Task A_link_changes_nothing_however_often_it_is_opened(string mutation, string accept)
    {
        // The second time the document comes from the cache.
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/graphql?query={Uri.EscapeDataString(mutation)}");
            request.Headers.Accept.ParseAdd(accept);
            using var answer = await house.Carol.Http.SendAsync(request);
            Assert.DoesNotContain("by link", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.NotEqual("by link", (await house.Carol.Graph("{ viewer { user { bio } } }"))["viewer.user.bio"]);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task A_form_of_another_site_cannot_send_a_request(string contentType)
    {
        using var content = new StringContent("{\"query\": \"{ __typename }\"}");
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(contentType);
        using var answer = await house.Carol.Http.PostAsync("/graphql", content);

        Assert.InRange((int)answer.StatusCode, 400, 499);
    }

    [Fact]
    public async Task A_mistake_gets_no_hint_of_what_there_is()
    {
        var answer = await house.Stranger.Graph("{ viewr { email } }");

        Assert.DoesNotContain("Did you mean", answer.Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_signed_out_is_refused_on_a_document_that_another_has_just_run()
    {
        const string Mine = "mutation { updateProfile(input: {}) { user { username } } }";
        (await house.Ann.Graph(Mine)).ShouldSucceed();

        (await house.Stranger.Graph(Mine)).ShouldBeRefused("UNAUTHENTICATED");
    }
}
