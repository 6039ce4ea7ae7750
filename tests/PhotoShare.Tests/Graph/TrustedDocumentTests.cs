using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PhotoShare.Web;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Documents that are named by their hash instead of sent, on every transport.</summary>
[Collection(NextDoorCollection.Name)]
public sealed class TrustedDocumentTests(House house)
{
    internal static readonly string PhotoStatus = $"sha256:{HashOf(Operations.All["PhotoStatus"])}";

    [Fact]
    public async Task The_web_apps_own_operations_are_known_by_the_hash_of_their_file()
    {
        var variables = new { ids = new[] { house.Ann.NodeId } };
        var bySpecification = await house.Ann.GraphRequest(new { documentId = PhotoStatus, variables });
        var asHotChocolate = await house.Ann.GraphRequest(new { id = PhotoStatus["sha256:".Length..], variables });
        var asApollo = await house.Ann.GraphRequest(new { variables, extensions = Persisted(Operations.All["PhotoStatus"]) });

        Assert.All([bySpecification, asHotChocolate, asApollo], answer => Assert.Single(answer.ShouldSucceed().List("nodes")));
        var module = await house.Stranger.Http.GetStringAsync("/js/operations.js");
        Assert.Contains($"export const PhotoStatus = \"{PhotoStatus}\";", module, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_link_event_stream_and_socket_too()
    {
        var link = $"/graphql?documentId={PhotoStatus}&variables={Uri.EscapeDataString(JsonSerializer.Serialize(new { ids = new[] { house.Ann.NodeId } }))}";
        Assert.StartsWith("{\"data\":{\"nodes\":[{}]}", await house.Stranger.Http.GetStringAsync(link), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, link) { Headers = { { "Accept", "text/event-stream" } } };
        using var stream = await house.Stranger.Http.SendAsync(request);
        Assert.Contains("{\"data\":{\"nodes\":[{}]}", await stream.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await using var socket = await GraphSocket.Open(house.Stranger);
        await socket.Subscribe("1", new { documentId = PhotoStatus, variables = new { ids = new[] { house.Ann.NodeId } } });
        Assert.Single((await socket.Receive())["payload"]!["data"]!["nodes"]!.AsArray());
    }

    [Theory]
    [InlineData("sha256:0000000000000000000000000000000000000000000000000000000000000000", "DOCUMENT_NOT_FOUND")]
    [InlineData("PhotoStatus", "BAD_REQUEST")]
    public async Task A_name_that_names_nothing_is_refused(string documentId, string code)
    {
        var answer = await house.Ann.GraphRequest(new { documentId });

        answer.ShouldBeRefused(code);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    [Fact]
    public async Task A_query_is_persisted_when_it_came_once_with_its_hash()
    {
        var query = $"{{ __typename }} # {Guid.NewGuid()}";
        var first = await house.Stranger.GraphRequest(new { extensions = Persisted(query) });
        Assert.Equal("PersistedQueryNotFound", first.ShouldBeRefused("PERSISTED_QUERY_NOT_FOUND").Errors[0]!["message"]!.ToString());

        (await house.Stranger.GraphRequest(new { query, extensions = Persisted(query) })).ShouldSucceed();

        Assert.Equal("Query", (await house.Bob.GraphRequest(new { extensions = Persisted(query) })).ShouldSucceed()["__typename"]);
        var link = await house.Stranger.Http.GetStringAsync($"/graphql?extensions={Uri.EscapeDataString(JsonSerializer.Serialize(Persisted(query)))}");
        Assert.StartsWith("{\"data\":{\"__typename\":\"Query\"}", link, StringComparison.Ordinal);
        await using var socket = await GraphSocket.Open(house.Stranger);
        await socket.Subscribe("1", new { extensions = Persisted(query) });
        Assert.Equal("Query", (await socket.Receive())["payload"]!["data"]!["__typename"]!.ToString());
    }

    [Fact]
    public async Task A_query_may_not_go_by_the_hash_of_another_and_one_that_fails_is_not_kept()
    {
        const string Wrong = "{ nothing }";
        (await house.Stranger.GraphRequest(new { query = "{ __typename }", extensions = Persisted("{ viewer { email } }") })).ShouldBeRefused("PERSISTED_QUERY_HASH_MISMATCH");
        Assert.NotEmpty((await house.Stranger.GraphRequest(new { query = Wrong, extensions = Persisted(Wrong) })).Errors);

        (await house.Stranger.GraphRequest(new { extensions = Persisted(Wrong) })).ShouldBeRefused("PERSISTED_QUERY_NOT_FOUND");
        (await house.Stranger.GraphRequest(new { extensions = Persisted("{ viewer { email } }") })).ShouldBeRefused("PERSISTED_QUERY_NOT_FOUND");
    }

    [Fact]
    public async Task A_named_mutation_is_not_set_off_by_a_link()
    {
        var link = $"/graphql?documentId=sha256:{HashOf(Operations.All["AddComment"])}&variables={Uri.EscapeDataString("{\"input\":{\"postId\":\"x\",\"body\":\"by link\"}}")}";
        using var answer = await house.Carol.Http.GetAsync(link);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    internal static object Persisted(string query) => new { persistedQuery = new { version = 1, sha256Hash = HashOf(query) } };

    static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>A house that runs what it knows and shows its schema to nobody.</summary>
public sealed class StrictHouse : House
{
    protected override Dictionary<string, string?> Settings => new(base.Settings) { ["PhotoShare:Graph:TrustedDocumentsOnly"] = "true" };
}

/// <summary>With trusted documents only, nothing else runs, whatever it is called.</summary>
public sealed class TrustedDocumentsOnlyTests(StrictHouse house) : IClassFixture<StrictHouse>
{
    [Fact]
    public async Task A_document_of_a_clients_own_does_not_run()
    {
        const string Own = "{ viewer { user { username } } }";
        (await house.Ann.Graph(Own)).ShouldBeRefused("TRUSTED_DOCUMENTS_ONLY");
        (await house.Ann.GraphRequest(new { query = Own, extensions = TrustedDocumentTests.Persisted(Own) })).ShouldBeRefused("TRUSTED_DOCUMENTS_ONLY");
        var named = await house.Ann.GraphRequest(new { extensions = TrustedDocumentTests.Persisted(Own) });

        Assert.Equal("PersistedQueryNotSupported", named.ShouldBeRefused("PERSISTED_QUERY_NOT_SUPPORTED").Errors[0]!["message"]!.ToString());
    }

    [Fact]
    public async Task The_web_apps_operations_do_by_name_or_in_full()
    {
        var variables = new { ids = new[] { house.Ann.NodeId } };

        (await house.Ann.GraphRequest(new { documentId = TrustedDocumentTests.PhotoStatus, variables })).ShouldSucceed();
        (await house.Ann.GraphRequest(new { query = Operations.All["PhotoStatus"], variables })).ShouldSucceed();
    }

    [Fact]
    public async Task Over_a_socket_the_same_holds()
    {
        await using var socket = await GraphSocket.Open(house.Ann);
        await socket.Subscribe("1", "{ viewer { email } }");
        var answer = await socket.Receive();

        Assert.Equal("error", answer["type"]!.ToString());
        Assert.Equal("TRUSTED_DOCUMENTS_ONLY", answer["payload"]![0]!["extensions"]!["code"]!.ToString());
    }
}
