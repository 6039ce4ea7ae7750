using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A house with little room and little patience, so that tests need not open hundreds of sockets nor wait.</summary>
public sealed class NarrowHouse : House
{
    public const int PerUser = 3, PerAddress = 12;

    protected override Dictionary<string, string?> Settings => new(base.Settings)
    {
        ["PhotoShare:Graph:ConnectionsPerUser"] = $"{PerUser}",
        ["PhotoShare:Graph:ConnectionsPerAddress"] = $"{PerAddress}",
        ["PhotoShare:Graph:CredentialCheck"] = "00:00:00.2",
        ["PhotoShare:Graph:ConnectionInit"] = "00:00:02",
        ["PhotoShare:Graph:KeepAlive"] = "00:00:00.3",
        ["PhotoShare:Graph:SendQueueBytes"] = "300000",
    };
}

/// <summary>Connections that stay open: for how many, for how long, and for whom.</summary>
public sealed class ConnectionTests(NarrowHouse house) : IClassFixture<NarrowHouse>, IAsyncLifetime
{
    const string OnCommentAdded = "subscription ($post: ID!) { onCommentAdded(postId: $post) { edge { node { body } } } }";

    /// <summary>A test begins when the places of the one before are free.</summary>
    public Task InitializeAsync() => Eventually.Becomes(IsRoom, room => room, "there is room");

    public Task DisposeAsync() => Task.CompletedTask;

    public static TheoryData<string> Endings => new() { "revoked", "expired", "moderating", "the account is gone" };

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task A_socket_is_closed_with_4403_soon_after_its_token_ends(string ending)
    {
        var person = await house.Somebody();
        await using var socket = await Watching(person);
        await using var others = await Watching(await house.Somebody());
        await End(person, ending);

        Assert.Equal(4403, await socket.Closed());
        await others.Settle();
    }

    [Fact]
    public async Task A_token_that_came_with_connection_init_is_looked_at_too()
    {
        var person = await house.Somebody();
        await using var socket = await GraphSocket.Connect(house);
        await socket.Initialise(new { authorization = $"Bearer {person.Token}" });
        await End(person, "revoked");

        Assert.Equal(4403, await socket.Closed());
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task An_event_stream_ends_with_an_error_soon_after_its_token_ends(string ending)
    {
        var person = await house.Somebody();
        await using var stream = await EventStream.Open(person, OnCommentAdded, new { post = Belongings.PostId(house.PublicPost) });
        await using var others = await EventStream.Open(await house.Somebody(), OnCommentAdded, new { post = Belongings.PostId(house.PublicPost) });
        await End(person, ending);

        (await stream.Next())!.ShouldBeRefused("UNAUTHENTICATED");
        Assert.Null(await stream.Next());
        await house.Ann.AddComment(house.PublicPost, "Still here?");
        Assert.Equal("Still here?", (await others.Next())!["onCommentAdded.edge.node.body"]);
    }

    [Fact]
    public async Task A_session_ends_its_sockets_when_the_password_is_changed()
    {
        var person = await house.Somebody();
        var cookie = await SessionTests.SignIn(house.Stranger.Http, person.Username);
        await using var socket = await GraphSocket.Connect(house, options => options.SetRequestHeader("Cookie", cookie));
        await socket.Initialise();
        await house.Use<UserManager<User>>(async users =>
            Assert.True((await users.ChangePasswordAsync((await users.FindByNameAsync(person.Username))!, Person.Password, "another day at the lake")).Succeeded));

        Assert.Equal(4403, await socket.Closed());
    }

    [Fact]
    public async Task A_session_ends_its_sockets_when_it_is_ended_elsewhere()
    {
        var person = await house.Somebody();
        var cookie = await SessionTests.SignIn(house.Stranger.Http, person.Username);
        await using var socket = await GraphSocket.Connect(house, options => options.SetRequestHeader("Cookie", cookie));
        await socket.Initialise();
        await using var other = await GraphSocket.Open(person);
        var me = person.Viewer.Required;
        var session = await house.Database(db => db.Sessions.SingleAsync(s => s.UserId == me));
        await house.Use<Sessions>(sessions => sessions.Revoke(person.Viewer, session.Id, default));

        Assert.Equal(4403, await socket.Closed());
        await other.Settle();
    }

    [Fact]
    public async Task A_socket_stays_open_over_many_checks_and_is_pinged()
    {
        await using var socket = await GraphSocket.Open(await house.Somebody());
        for (var i = 0; i < 3; i++) Assert.Equal("ping", (await socket.ReceiveAny())!["type"]!.ToString());
        await socket.Settle();
    }

    [Fact]
    public async Task One_person_has_so_many_connections_and_others_have_theirs()
    {
        var person = await house.Somebody();
        var open = new List<GraphSocket>();
        for (var i = 0; i < NarrowHouse.PerUser; i++) open.Add(await GraphSocket.Open(person));
        await using var one = await GraphSocket.Connect(house, options => options.SetRequestHeader("Authorization", $"Bearer {person.Token}"));
        await one.Send(new { type = "connection_init" });
        Assert.Equal(1013, await one.Closed());
        using var stream = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = "{ __typename }" }) };
        stream.Headers.Accept.ParseAdd("text/event-stream");
        using var refused = await person.Http.SendAsync(stream);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        await using (var others = await GraphSocket.Open(await house.Somebody())) await others.Settle();

        // A place that is given back can be taken.
        await open[0].DisposeAsync();
        await Eventually.Becomes(async () =>
        {
            await using var again = await GraphSocket.Connect(house, options => options.SetRequestHeader("Authorization", $"Bearer {person.Token}"));
            await again.Send(new { type = "connection_init" });
            return (await again.Answer())?["type"]?.ToString();
        }, type => type == "connection_ack", "the place is free");
        foreach (var socket in open) await socket.DisposeAsync();
    }

    [Fact]
    public async Task Many_sockets_that_say_nothing_are_bounded_and_go_and_others_are_answered()
    {
        var silent = new List<GraphSocket>();
        var refused = 0;
        for (var i = 0; i < 3 * NarrowHouse.PerAddress; i++)
        {
            try
            {
                silent.Add(await GraphSocket.Connect(house));
            }
            catch (System.Net.WebSockets.WebSocketException)
            {
                refused++;
            }
        }
        Assert.Equal("Query", (await house.Bob.Graph("{ __typename }"))["__typename"]);

        Assert.True(refused > 0 && silent.Count <= 2 * NarrowHouse.PerAddress, $"{silent.Count} open, {refused} refused");
        Assert.All(await Task.WhenAll(silent.Select(socket => socket.Closed())), code => Assert.Equal(4408, code));
        foreach (var one in silent) await one.DisposeAsync();
        await Eventually.Becomes(IsRoom, room => room, "there is room again");
    }

    [Fact]
    public async Task Reserved_streams_whose_client_never_comes_are_let_go()
    {
        var reserved = 0;
        await Eventually.Becomes(async () =>
        {
            using var answer = await house.Stranger.Http.PutAsync("/graphql", null);
            return answer.StatusCode == HttpStatusCode.Created ? ++reserved : reserved;
        }, count => count > 2 * NarrowHouse.PerAddress, "more streams could be reserved than fit at once");
    }

    /// <summary>Whether there are as many places as any test takes at once. They are given back when the server has seen the last of a socket, a moment after its client.</summary>
    async Task<bool> IsRoom()
    {
        var taken = new List<GraphSocket>();
        try
        {
            for (var i = 0; i < NarrowHouse.PerAddress / 2; i++) taken.Add(await GraphSocket.Connect(house));
            return true;
        }
        catch (System.Net.WebSockets.WebSocketException)
        {
            return false;
        }
        finally
        {
            foreach (var socket in taken) await socket.DisposeAsync();
        }
    }

    Task<GraphSocket> Watching(Person person) => Watching(person, house.PublicPost);

    static async Task<GraphSocket> Watching(Person person, Guid post)
    {
        var socket = await GraphSocket.Open(person);
        await socket.Subscribe("1", OnCommentAdded, new { post = Belongings.PostId(post) });
        return socket;
    }

    async Task End(Person person, string ending)
    {
        var me = person.Viewer.Required;
        var token = await house.Database(db => db.AccessTokens.SingleAsync(t => t.UserId == me));
        await (ending switch
        {
            "revoked" => house.Use<AccessTokens>(tokens => tokens.Revoke(person.Viewer, token.Id, default)),
            "expired" => house.Database(db => db.AccessTokens.Where(t => t.Id == token.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.ExpiresAt, DateTime.UtcNow))),
            // What was opened as somebody with other rights.
            "moderating" => house.Database(db => db.Users.Where(u => u.Id == me).ExecuteUpdateAsync(set => set.SetProperty(u => u.Role, UserRole.Moderator))),
            _ => house.Use<AccountDeletion>(deletion => deletion.Ask(person.Viewer, Person.Password, "en", default)),
        });
    }
}
