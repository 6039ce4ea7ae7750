using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A client that opens its mouth and never swallows is let go, and costs the others nothing.</summary>
[Trait("Kind", "Slow")]
public sealed class SlowReaderTests(NarrowHouse house) : IClassFixture<NarrowHouse>
{
    /// <summary>An event of some 60 KB, since the fragment is asked for many times under other names.</summary>
    static readonly string OnCommentAdded = "subscription ($post: ID!) { onCommentAdded(postId: $post) { edge { node { " + string.Join(' ', Enumerable.Range(0, 28).Select(i => $"a{i}: body")) + " } } } }";

    [Fact]
    public async Task A_socket_that_is_never_read_is_closed_and_others_hear_all()
    {
        var post = await house.Ann.AddQuickPost();
        var deaf = await house.Somebody();
        await using var socket = await GraphSocket.Connect(house, options => options.SetRequestHeader("Authorization", $"Bearer {deaf.Token}"));
        await socket.Initialise();
        await socket.Subscribe("1", OnCommentAdded, new { post = Belongings.PostId(post) });
        await Overwhelm(post);

        // What was on its way is still read; then comes no 1000.
        Assert.NotEqual(1000, await socket.Closed());
    }

    [Fact]
    public async Task An_event_stream_that_is_never_read_is_cut_off_and_others_hear_all()
    {
        var post = await house.Ann.AddQuickPost();
        using var client = await Subscribe(await house.Somebody(), post);
        await Overwhelm(post);

        // Read now, it has ended without the event after which a client would not come back.
        Assert.DoesNotContain("event: complete", await ReadToEnd(client), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(70_000)]
    [InlineData(10_000_000)]
    public async Task A_message_of_ten_megabytes_closes_with_1009_and_others_are_answered(int bytes)
    {
        await using var socket = await GraphSocket.Open(await house.Somebody());
        var sending = socket.Send(JsonSerializer.SerializeToUtf8Bytes(new { type = "ping", payload = new { x = new string('x', bytes) } }));
        Assert.Equal("Query", (await house.Bob.Graph("{ __typename }"))["__typename"]);

        Assert.Equal(1009, await socket.Closed());
        try
        {
            await sending;
        }
        catch (WebSocketException)
        {
            // The server did not wait for all of it.
        }
    }

    /// <summary>Makes far more events than wait for anybody, while somebody who does read hears each.</summary>
    async Task Overwhelm(Guid post)
    {
        await using var attentive = await EventStream.Open(await house.Somebody(), OnCommentAdded, new { post = Belongings.PostId(post) });
        for (var i = 0; i < 250; i++)
        {
            await house.Bob.AddComment(post, $"{i} {new string('x', 1_900)}");
            Assert.StartsWith($"{i} ", (await attentive.Next())!["onCommentAdded.edge.node.a0"], StringComparison.Ordinal);
        }
        Assert.Equal("Query", (await house.Bob.Graph("{ __typename }"))["__typename"]);
    }

    /// <summary>An event stream whose bytes stay in the kernel until they are asked for.</summary>
    async Task<TcpClient> Subscribe(Person person, Guid post)
    {
        var client = new TcpClient { ReceiveBufferSize = 4096 };
        await client.ConnectAsync(IPAddress.Loopback, house.Address.Port);
        var body = JsonSerializer.Serialize(new { query = OnCommentAdded, variables = new { post = Belongings.PostId(post) } });
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(
            $"POST /graphql HTTP/1.1\r\nHost: {house.Address.Authority}\r\nAuthorization: Bearer {person.Token}\r\nAccept: text/event-stream\r\nConnection: close\r\n" +
            $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
        // The subscription stands when the answer begins.
        await client.GetStream().ReadExactlyAsync(new byte[12]);
        return client;
    }

    static async Task<string> ReadToEnd(TcpClient client)
    {
        var heard = new StringBuilder();
        var buffer = new byte[64 * 1024];
        using var deadline = new CancellationTokenSource(Eventually.Patience);
        try
        {
            while (await client.GetStream().ReadAsync(buffer, deadline.Token) is > 0 and var read) heard.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
        catch (IOException)
        {
            // Cut off.
        }
        return heard.ToString();
    }
}
