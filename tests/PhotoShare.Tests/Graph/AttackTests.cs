using System.Text;
using System.Text.Json;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Hostile operations are refused whole, soon, in words and by every door, by a server that answers others meanwhile.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class AttackTests(House house)
{
    /// <summary>Far more than it takes on a machine that does other things too, and far less than what an attack is after.</summary>
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    static string Each(int count, Func<int, string> text) => string.Join(' ', Enumerable.Range(0, count).Select(text));

    static readonly Dictionary<string, string> Documents = new()
    {
        ["40 KB of nested selections"] = Repeat("{a", 20_000),
        ["40 KB of nested selections, closed"] = Repeat("{a", 13_000) + Repeat("}", 13_000),
        ["40 KB of nested lists"] = "{ nodes(ids: " + Repeat("[", 20_000) + Repeat("]", 20_000) + ") { id } }",
        ["40 KB of nested objects"] = "{ explore(where: " + Repeat("{a:", 13_000) + "1" + Repeat("}", 13_000) + ") { nodes { id } } }",
        ["40 KB of nested types"] = "query ($a: " + Repeat("[", 20_000) + "Int" + Repeat("]", 20_000) + ") { __typename }",
        ["40 KB of variables"] = "query (" + Each(1_200, i => $"$a_variable_of_a_long_name_{i}: Int") + ") { __typename }",
        ["many tokens"] = "{ " + Repeat("__typename ", 5_800) + "}",
        ["a long document"] = "{ __typename } # " + new string('x', 70_000),
        ["aliases"] = "{ " + Each(31, i => $"a{i}: __typename") + " }",
        ["a flood of aliases"] = "{ " + Each(1_600, i => $"a{i}: __typename") + " }",
        ["one root field many times"] = "{ " + Each(6, i => $"a{i}: viewer {{ email }}") + " }",
        ["duplicated fields"] = "{ " + Repeat("__typename ", 1_100) + "}",
        ["duplicated trees"] = "{ " + Repeat("explore { nodes { author { username } } } ", 249) + "}",
        ["trees duplicated by inline fragments"] = "{ explore { " + Repeat("... { nodes { id } } ", 330) + "} }",
        ["trees duplicated by fragments"] = "{ ...F0 } " + Each(150, i => $"fragment F{i} on Query {{ explore {{ nodes {{ id }} }} ...F{i + 1} }}") + " fragment F150 on Query { __typename }",
        ["duplicated trees of what there is not"] = "{ nope { " + Repeat("a { b { c } } ", 700) + "} }",
        ["duplicated trees in fragments that nobody spreads"] = "{ __typename } " + Each(3, i => $"fragment F{i} on Query {{ {Repeat("explore { nodes { author { username } } } ", 120)}}}"),
        ["directives"] = "{ __typename " + Repeat("@include(if: true) ", 51) + "}",
        ["a flood of directives"] = "{ __typename " + Repeat("@a ", 2_400) + "}",
        ["a flood of directives on what there is not"] = "{ nope { a " + Repeat("@a ", 2_400) + "} }",
        ["a flood of mistakes"] = "{ viewer { " + Each(900, i => $"nope{i}") + " } }",
        ["depth"] = "{ viewer { user { posts { nodes { comments { nodes { replies { nodes { parent { post { author { followers { nodes { id } } } } } } } } } } } } } }",
        ["a field within itself again and again"] = "{ explore { nodes { author { posts { nodes { author { posts { nodes { author { posts { nodes { id } } } } } } } } } } } }",
        ["fragments in a ring"] = "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
        ["a ring of fragments that nobody spreads"] = "{ __typename } fragment A on Query { ...B } fragment B on Query { ...A }",
        ["fragments that explode"] = "{ ...F0 } " + Each(15, i => $"fragment F{i} on Query {{ ...F{i + 1} ...F{i + 1} }}") + " fragment F15 on Query { __typename }",
        ["fragments that explode below a field"] = "{ explore { nodes { ...F0 } } } " + Each(200, i => $"fragment F{i} on Post {{ ...F{i + 1} ...F{i + 1} }}") + " fragment F200 on Post { id }",
        ["fragments that explode and nobody spreads"] = "{ __typename } " + Each(200, i => $"fragment F{i} on Query {{ ...F{i + 1} ...F{i + 1} }}") + " fragment F200 on Query { __typename }",
        ["lists of types within lists of types"] = "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }",
        ["less than none"] = "{ explore(first: -1) { nodes { id } } }",
        ["far too many"] = "{ explore(first: 100000) { nodes { id } } }",
    };

    public static TheoryData<string, Door> Refused
    {
        get
        {
            var all = new TheoryData<string, Door>();
            foreach (var what in Documents.Keys)
                foreach (var door in Doors.All) all.Add(what, door);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public Task It_is_refused(string what, Door door) => ShouldBeRefused(door, new { query = Documents[what] });

    public static TheoryData<string, Door> Bodies
    {
        get
        {
            var all = new TheoryData<string, Door>();
            foreach (var door in Doors.All)
            {
                all.Add("{", door);
                all.Add("[]", door);
                all.Add("null", door);
                all.Add("""{"query": 5}""", door);
                all.Add("""{"query": "{ __typename }", "variables": [1]}""", door);
                all.Add("[" + string.Join(',', Enumerable.Repeat("""{"query":"{ __typename }"}""", 1_000)) + "]", door);
                all.Add("""{"query": "query ($a: JSON) { __typename }", "variables": {"a": """ + Repeat("[", 20_000) + Repeat("]", 20_000) + "}}", door);
                all.Add("""{"query": "query ($a: JSON) { __typename }", "variables": """ + Repeat("{\"a\":", 8_000) + "1" + Repeat("}", 8_000) + "}", door);
            }
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public Task What_is_no_request_is_refused(string body, Door door) => ShouldBeRefused(door, Encoding.UTF8.GetBytes(body));

    [Fact]
    public async Task A_page_of_minus_one_or_of_100000_by_variable_is_refused_on_a_cached_document_too()
    {
        const string Page = "query ($first: Int) { explore(first: $first) { nodes { id } } }";
        foreach (var door in Doors.All)
        {
            (await house.Stranger.Graph(door, Page, new { first = 1 })).ShouldSucceed();
            Assert.Null((await house.Stranger.Graph(door, Page, new { first = -1 })).Body["data"]);
            Assert.Null((await house.Stranger.Graph(door, Page, new { first = 100_000 })).Body["data"]);
        }
    }

    [Fact]
    public async Task A_mistake_gets_no_hint_of_what_there_is()
    {
        string[] mistakes =
        [
            "{ viewr { email } }", "{ viewer { emial } }", "{ viewer(frist: 1) { email } }", "{ ... on Usr { username } }", "query ($a: Strin) { __typename }",
            "mutation { addComment(input: { postID: 1 }) { clientMutationId } }", "{ explore(wher: 1) { nodes { id } } }", "{ __typename @includ(if: true) }",
        ];
        foreach (var door in Doors.All)
            foreach (var mistake in mistakes)
            {
                var answer = await house.Stranger.Graph(door, mistake);
                Assert.NotEmpty(answer.Errors);
                Assert.DoesNotContain("did you mean", answer.Body.ToJsonString(), StringComparison.OrdinalIgnoreCase);
            }
    }

    [Theory]
    [InlineData(Door.Http)]
    [InlineData(Door.Gzip)]
    [InlineData(Door.WebSocket)]
    public async Task Somebody_signed_out_is_refused_on_a_document_that_another_has_just_run(Door door)
    {
        const string Mine = "mutation { updateProfile(input: {}) { user { username } } }";
        (await house.Ann.Graph(door, Mine)).ShouldSucceed();

        (await house.Stranger.Graph(door, Mine)).ShouldBeRefused("UNAUTHENTICATED");
    }

    Task ShouldBeRefused(Door door, object request) => ShouldBeRefused(door, JsonSerializer.SerializeToUtf8Bytes(request));

    async Task ShouldBeRefused(Door door, byte[] request)
    {
        var attack = house.Stranger.Send(door, request);
        Assert.Equal("Query", (await house.Bob.Graph("{ __typename }").WaitAsync(Soon)).ShouldSucceed()["__typename"]);
        var answer = await attack.WaitAsync(Soon);

        Assert.True(answer.Errors.Count > 0 && answer.Body["data"] is null, $"It was answered: {answer.Status} {answer.Body}");
        Assert.True(answer.Errors.Count <= 100, $"The answer to a mistake is large: {answer.Errors.Count} errors");
    }
}
