using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Whichever server a request comes to, it is the one PhotoShare.</summary>
[Collection(ClusterCollection.Name)]
[Trait("Kind", "Real")]
public sealed class TwoServersTests(Cluster cluster)
{
    [Fact]
    public async Task Pages_forms_and_cookies_hold_on_either_server()
    {
        using var ann = cluster.Browse();
        var servers = new HashSet<string>();
        // Each page comes from the other server than the one before: the form of one is sent to the next.
        var home = await ann.SignIn("ann");
        for (var i = 0; i < 4; i++)
        {
            var settings = await ann.Get("/settings");
            Assert.Equal("/settings", settings.Address.AbsolutePath);
            servers.Add(settings.Header(LoadBalancer.ServedBy));
            var saved = await settings.Submit("form:has([name=displayName])", ("displayName", $"Ann {i}"));
            Assert.Equal($"Ann {i}", saved.One("[name=displayName]").GetAttribute("value"));
        }

        Assert.Equal(HttpStatusCode.OK, home.Status);
        Assert.Equal(2, servers.Count);
    }

    [Fact]
    public async Task A_token_made_at_one_server_opens_the_other_until_it_is_revoked_there()
    {
        using var atA = cluster.Ann.At(cluster.A.Address);
        using var atB = cluster.Ann.At(cluster.B.Address);
        using var browser = await SessionTests.Browser(atA);
        var made = await browser.Graph("""mutation { createAccessToken(input: { name: "two servers" }) { token accessToken { id } errors { ... on Error { message } } } }""");
        using var program = new Person(cluster, "ann", cluster.Ann.Viewer.Id, made.ShouldSucceed()["createAccessToken.token"], cluster.B.Address);
        await using var socket = await GraphSocket.Open(program);
        (await program.Graph("{ viewer { user { username } } }")).ShouldSucceed();

        (await atA.Graph("mutation ($input: RevokeAccessTokenInput!) { revokeAccessToken(input: $input) { errors { ... on Error { message } } } }",
            new { input = new { accessTokenId = made["createAccessToken.accessToken.id"] } })).ShouldSucceed();
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.Http.PostAsJsonAsync("/graphql", new { query = "{ viewer { user { username } } }" })).StatusCode);
        Assert.Equal(4403, await socket.Closed());
    }

    [Fact]
    public async Task A_session_that_is_revoked_at_one_server_ends_on_the_other()
    {
        using var browser = cluster.Browse();
        await browser.SignIn("bob");
        var sessions = await cluster.Bob.Graph("{ viewer { sessions { id } } }");
        using var atA = cluster.Bob.At(cluster.A.Address);
        foreach (var session in sessions.List("viewer.sessions"))
            (await atA.Graph("mutation ($input: RevokeSessionInput!) { revokeSession(input: $input) { errors { ... on Error { message } } } }", new { input = new { sessionId = session!["id"]!.ToString() } })).ShouldSucceed();

        foreach (var node in (Node[])[cluster.A, cluster.B])
            Assert.Equal("/signin", (await browser.Get($"{node.Address}settings")).Address.AbsolutePath);
    }

    [Fact]
    public async Task What_both_write_down_for_security_is_one_chain()
    {
        using var atA = cluster.Carol.At(cluster.A.Address);
        using var atB = cluster.Carol.At(cluster.B.Address);
        await Task.WhenAll(((Person[])[atA, atB]).SelectMany(at => Enumerable.Range(0, 4).Select(async i =>
            await at.Graph("mutation ($input: SignInInput!) { signIn(input: $input) { errors { ... on Error { code } } } }", new { input = new { login = "carol", password = $"guess {i}", accessTokenName = "no" } }))));

        await Eventually.Becomes(() => cluster.Database(db => db.AuditEvents.CountAsync(e => e.Position != null && e.PersonId == cluster.Carol.Viewer.Id && (e.Kind == AuditKind.SignInFailed || e.Kind == AuditKind.SignInLocked))),
            count => count == 8, "all failures are in the chain");
        Assert.True((await cluster.Use<AuditVerification, AuditVerdict>(verification => verification.Verify(default))).Holds);
        await cluster.Database(db => db.Users.Where(u => u.Id == cluster.Carol.Viewer.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.LockoutEnd, (DateTimeOffset?)null).SetProperty(u => u.AccessFailedCount, 0)));
    }

    [Fact]
    public async Task An_upload_begun_at_one_server_is_completed_at_the_other_and_heard_of_at_both()
    {
        using var atA = cluster.Carol.At(cluster.A.Address);
        using var atB = cluster.Carol.At(cluster.B.Address);
        var ticket = await Ticket.For(atA, await File.ReadAllBytesAsync(Repository.Photo("gray.jpg")));
        await using var stream = await EventStream.Open(atA, "subscription ($id: ID) { onPhotoProcessed(photoId: $id) { photo { status } } }", new { id = ticket.PhotoId });
        await ticket.SendAll();
        (await ticket.Complete(atB)).ShouldSucceed();

        Assert.Equal("READY", (await stream.Next())!["onPhotoProcessed.photo.status"]);
    }

    [Fact]
    public async Task A_stream_of_several_operations_stays_with_the_server_that_keeps_it()
    {
        for (var i = 0; i < 3; i++)
        {
            using var reserved = await cluster.Bob.Http.PutAsync("/graphql", null);
            var token = await reserved.Content.ReadAsStringAsync();
            using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql") { Headers = { { "Accept", "text/event-stream" }, { "X-GraphQL-Event-Stream-Token", token } } };
            using var stream = await cluster.Bob.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            using var operation = new HttpRequestMessage(HttpMethod.Post, $"/graphql?token={token}") { Content = JsonContent.Create(new { query = "{ viewer { user { username } } }", extensions = new { operationId = "1" } }) };
            using var accepted = await cluster.Bob.Http.SendAsync(operation);

            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Accepted), (stream.StatusCode, accepted.StatusCode));
        }
    }

    [Fact]
    public async Task What_a_stranger_claims_to_be_forwarded_is_not_believed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/settings") { Headers = { { "X-Forwarded-Host", "evil.example" }, { "X-Forwarded-For", "203.0.113.9" }, { "Accept", "text/html" } } };
        using var answer = await cluster.Stranger.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.DoesNotContain("evil.example", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_admin_reads_on_the_settings_page_what_servers_share()
    {
        var admin = await cluster.Somebody();
        await cluster.Use<Accounts>(accounts => accounts.Grant(admin.Username, UserRole.Admin, default));
        using var browser = cluster.Browse();
        await browser.SignIn(admin.Username);

        var facts = (await browser.Get("/settings")).One("section[aria-labelledby=server]").TextContent;
        Assert.Contains("LISTEN/NOTIFY", facts, StringComparison.Ordinal);
        Assert.Contains("this server alone", facts, StringComparison.Ordinal);
        using var bob = cluster.Browse();
        await bob.SignIn("bob");
        Assert.Null((await bob.Get("/settings")).Document.QuerySelector("#server"));
    }
}
