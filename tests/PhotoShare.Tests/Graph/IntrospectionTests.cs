using System.Net;
using System.Text.Json;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A house whose schema is for people who are signed in.</summary>
public sealed class DiscreetHouse : House
{
    protected override Dictionary<string, string?> Settings => new(base.Settings) { ["PhotoShare:Graph:Introspection"] = "SignedIn" };
}

/// <summary>A house whose schema is for nobody.</summary>
public sealed class SecretiveHouse : House
{
    protected override Dictionary<string, string?> Settings => new(base.Settings) { ["PhotoShare:Graph:Introspection"] = "Nobody" };
}

/// <summary>Who may ask for the schema, by whatever door.</summary>
public sealed class IntrospectionTests(DiscreetHouse discreet, SecretiveHouse secretive) : IClassFixture<DiscreetHouse>, IClassFixture<SecretiveHouse>
{
    public static TheoryData<string> Asking => new()
    {
        "{ __schema { queryType { name } } }",
        "{ __type(name: \"User\") { name } }",
        "{ ...Hidden } fragment Hidden on Query { ... { s: __schema { types { name } } } }",
        "mutation { signOut(input: {}) { query { __schema { queryType { name } } } } }",
    };

    [Theory]
    [MemberData(nameof(Asking))]
    public async Task It_is_refused_to_whom_it_is_not_for_also_when_another_has_just_asked(string operation)
    {
        if (!operation.StartsWith("mutation", StringComparison.Ordinal)) (await discreet.Ann.Graph(operation)).ShouldSucceed();
        var stranger = await discreet.Stranger.Graph(operation);

        Assert.Null(stranger.Body["data"]);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.Status);
        (await secretive.Ann.Graph(operation)).ShouldBeRefused("INTROSPECTION_DISABLED");
    }

    [Theory]
    [MemberData(nameof(Asking))]
    public async Task It_is_refused_by_every_door(string operation)
    {
        foreach (var door in Doors.All)
        {
            (await secretive.Ann.Graph(door, operation)).ShouldBeRefused("INTROSPECTION_DISABLED");
            Assert.Equal("Query", (await secretive.Stranger.Graph(door, "{ __typename }")).ShouldSucceed()["__typename"]);
        }
    }

    [Fact]
    public async Task So_is_the_schema_as_text()
    {
        using var mine = await discreet.Ann.Http.GetAsync("/graphql?sdl");
        using var strangers = await discreet.Stranger.Http.GetAsync("/graphql?sdl");
        using var nobodys = await secretive.Ann.Http.GetAsync("/graphql?sdl");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden], [mine.StatusCode, strangers.StatusCode, nobodys.StatusCode]);
        Assert.DoesNotContain("type Query", await nobodys.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_a_socket_and_an_event_stream_too()
    {
        await using var socket = await GraphSocket.Open(discreet.Stranger);
        await socket.Subscribe("1", "{ __schema { queryType { name } } }");
        Assert.Equal("UNAUTHENTICATED", (await socket.Receive())["payload"]![0]!["extensions"]!["code"]!.ToString());

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/graphql?query={Uri.EscapeDataString("{ __schema { queryType { name } } }")}") { Headers = { { "Accept", "text/event-stream" } } };
        using var stream = await discreet.Stranger.Http.SendAsync(request);
        Assert.DoesNotContain("queryType", await stream.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_of_a_type_is_anybodys() => Assert.Equal("Query", (await secretive.Stranger.Graph("{ __typename }")).ShouldSucceed()["__typename"]);

    /// <summary>Every way in which validation would suggest the name of what there is.</summary>
    [Theory]
    [InlineData("{ viewr { email } }", null)]
    [InlineData("{ user(by: { usernam: \"ann\" }) { id } }", null)]
    [InlineData("{ user(byy: { username: \"ann\" }) { id } }", null)]
    [InlineData("{ explore { nodes { comments(order: NEWESTT) { totalCount } } } }", null)]
    [InlineData("{ node(id: \"x\") { ... on Usr { id } } }", null)]
    [InlineData("query ($by: UserByy!) { user(by: $by) { id } }", null)]
    [InlineData("{ __typename @includee(if: true) }", null)]
    [InlineData("{ node(id: \"x\") { username } }", null)]
    [InlineData("query ($by: UserBy!) { user(by: $by) { id } }", "{\"by\": {\"usernam\": \"ann\"}}")]
    [InlineData("query ($o: CommentOrder!) { explore { nodes { comments(order: $o) { totalCount } } } }", "{\"o\": \"NEWESTT\"}")]
    public async Task A_mistake_gets_no_hint_of_what_there_is(string operation, string? variables)
    {
        var answer = await secretive.Stranger.Graph(operation, variables is null ? null : JsonSerializer.Deserialize<object>(variables));
        var messages = answer.Errors.Select(error => error!["message"]!.ToString()).ToList();

        Assert.NotEmpty(messages);
        Assert.All(messages, message => Assert.DoesNotContain("Did you mean", message, StringComparison.OrdinalIgnoreCase));
    }
}
