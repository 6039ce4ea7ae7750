using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The graphql-transport-ws protocol, spoken by hand.</summary>
public sealed class GraphSocket : IAsyncDisposable
{
    readonly ClientWebSocket socket = new();

    GraphSocket() => socket.Options.AddSubProtocol("graphql-transport-ws");

    public static async Task<GraphSocket> Open(Person person)
    {
        var opened = new GraphSocket();
        if (person.Token is { } token) opened.socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        await opened.socket.ConnectAsync(new UriBuilder(new Uri(person.House.Address, "/graphql")) { Scheme = "ws" }.Uri, CancellationToken.None);
        await opened.Send(new { type = "connection_init" });
        Assert.Equal("connection_ack", (await opened.Receive())["type"]!.ToString());
        return opened;
    }

    public Task Subscribe(string id, string query, object? variables = null) => Send(new { id, type = "subscribe", payload = new { query, variables } });

    /// <summary>Answers when everything sent before has been taken in: a ping overtakes nothing.</summary>
    public async Task Settle()
    {
        await Send(new { type = "ping" });
        Assert.Equal("pong", (await Receive())["type"]!.ToString());
    }

    public async Task<JsonObject> Receive()
    {
        using var deadline = new CancellationTokenSource(Eventually.Patience);
        var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer, deadline.Token);
            if (read.MessageType == WebSocketMessageType.Close) throw new Xunit.Sdk.XunitException($"The socket was closed: {(int?)read.CloseStatus} {read.CloseStatusDescription}");
            message.Write(buffer, 0, read.Count);
            if (read.EndOfMessage) return JsonNode.Parse(Encoding.UTF8.GetString(message.ToArray()))!.AsObject();
        }
    }

    Task Send(object message) => socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (socket.State == WebSocketState.Open) await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        socket.Dispose();
    }
}
