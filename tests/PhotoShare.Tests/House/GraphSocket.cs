using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The graphql-transport-ws protocol, spoken by hand.</summary>
public sealed class GraphSocket : IAsyncDisposable
{
    readonly ClientWebSocket socket = new();
    readonly byte[] buffer = new byte[4 * 1024];

    GraphSocket() => socket.Options.AddSubProtocol("graphql-transport-ws");

    /// <summary>A socket that is ready for operations.</summary>
    public static async Task<GraphSocket> Open(Person person)
    {
        var opened = await Connect(new UriBuilder(new Uri(person.Http.BaseAddress!, "/graphql")) { Scheme = "ws" }.Uri, options =>
        {
            if (person.Token is { } token) options.SetRequestHeader("Authorization", $"Bearer {token}");
        });
        await opened.Initialise();
        return opened;
    }

    /// <summary>A socket on which nothing was said yet.</summary>
    public static Task<GraphSocket> Connect(House house, Action<ClientWebSocketOptions>? configure = null) =>
        Connect(new UriBuilder(new Uri(house.Address, "/graphql")) { Scheme = "ws" }.Uri, configure);

    public static async Task<GraphSocket> Connect(Uri address, Action<ClientWebSocketOptions>? configure = null, HttpMessageInvoker? by = null)
    {
        var opened = new GraphSocket();
        configure?.Invoke(opened.socket.Options);
        await opened.socket.ConnectAsync(address, by, CancellationToken.None);
        return opened;
    }

    public async Task Initialise(object? payload = null)
    {
        await Send(new { type = "connection_init", payload });
        Assert.Equal("connection_ack", (await Receive())["type"]!.ToString());
    }

    public Task Subscribe(string id, string query, object? variables = null) => Subscribe(id, new { query, variables });

    /// <summary>A request as it is sent, for what is not only a query and its variables.</summary>
    public Task Subscribe(string id, object request) => Send(new { id, type = "subscribe", payload = request });

    /// <summary>Answers when everything sent before has been taken in: a ping overtakes nothing.</summary>
    public async Task Settle()
    {
        await Send(new { type = "ping" });
        Assert.Equal("pong", (await Receive())["type"]!.ToString());
    }

    /// <summary>The next message. The server's own pings are answered by the way.</summary>
    public async Task<JsonObject> Receive() =>
        await Answer() ?? throw new WebSocketException($"The socket was closed: {CloseCode} {socket.CloseStatusDescription}");

    /// <summary>The next message; <c>null</c> when the server closes. A wait that is over breaks the socket off.</summary>
    public async Task<JsonObject?> Answer(TimeSpan? patience = null)
    {
        while (await ReceiveAny(patience) is { } message)
        {
            if (message["type"]?.ToString() != "ping") return message;
            await Send(new { type = "pong" });
        }
        return null;
    }

    /// <summary>The code with which the server closes, whatever it still says before; <c>null</c> when it breaks off.</summary>
    public async Task<int?> Closed()
    {
        try
        {
            while (await ReceiveAny() is not null) { }
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            return null;
        }
        return CloseCode;
    }

    public int? CloseCode => (int?)socket.CloseStatus;

    public async Task<JsonObject?> ReceiveAny(TimeSpan? patience = null)
    {
        using var deadline = new CancellationTokenSource(patience ?? Eventually.Patience);
        return await ReceiveBytes(deadline.Token) is { } message ? JsonNode.Parse(message.Span)!.AsObject() : null;
    }

    /// <summary>The next message as it came; <c>null</c> when the server closes.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReceiveBytes(CancellationToken ct = default)
    {
        var message = new MemoryStream();
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer, ct);
            if (read.MessageType == WebSocketMessageType.Close) return null;
            message.Write(buffer, 0, read.Count);
            if (read.EndOfMessage) return message.GetBuffer().AsMemory(0, (int)message.Length);
        }
    }

    public Task Send(object message) => Send(JsonSerializer.SerializeToUtf8Bytes(message));

    public Task Send(byte[] message) => socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <summary>Breaks off without a word.</summary>
    public void Abort() => socket.Abort();

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (socket.State == WebSocketState.Open) await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // The server had broken off.
        }
        socket.Dispose();
    }
}
