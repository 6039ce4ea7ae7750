using System.Buffers;
using System.Net.WebSockets;
using System.Security.Claims;
using System.Text.Json;

namespace PhotoShare.Web;

/// <summary>One client on one WebSocket: what it sends, in order. What it is sent goes through <see cref="SocketSender"/>.</summary>
sealed class SocketSession(
    WebSocket socket, HttpContext http, SocketSender sender, Connection connection, SocketOperations operations, SocketFrames frames, Connections connections, GraphLimits limits) : IDisposable
{
    ClaimsPrincipal? user;
    bool initialised;
    Task answering = Task.CompletedTask;

    public async Task Run(CancellationToken stopping)
    {
        using var goingAway = stopping.Register(() => sender.Close(1001, "The server is restarting"));
        using var forbidden = connection.Forbidden.Register(Forbid);
        using var waiting = new Timer(_ => { if (!initialised) sender.Close(4408, "Connection initialisation timeout"); }, null, limits.ConnectionInit, Timeout.InfiniteTimeSpan);
        var sending = sender.Run(http.RequestAborted);
        try
        {
            while (await TakeNext(http.RequestAborted)) { }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // The client left without a word, which is how browsers leave.
        }
        operations.Dispose();
        sender.Close(1000, "");
        await sending;
    }

    /// <summary>Whether to go on. A call for each message, so that none is kept until the next one comes.</summary>
    async Task<bool> TakeNext(CancellationToken ct) => await Receive(ct) is { } message && !sender.IsClosing && await Take(message);

    /// <summary>The next whole message; <c>null</c> when the client closes or sends too much.</summary>
    async Task<ReadOnlyMemory<byte>?> Receive(CancellationToken ct)
    {
        // Most clients listen and say nothing for minutes: meanwhile there is no buffer.
        var part = await socket.ReceiveAsync(Memory<byte>.Empty, ct);
        var buffer = new ArrayBufferWriter<byte>(1024);
        while (part.MessageType != WebSocketMessageType.Close)
        {
            if (part.EndOfMessage) return buffer.WrittenMemory;
            part = await socket.ReceiveAsync(buffer.GetMemory(1024), ct);
            buffer.Advance(part.Count);
            if (buffer.WrittenCount > limits.SocketMessageBytes) return Ends<ReadOnlyMemory<byte>?>(1009, $"A message has at most {limits.SocketMessageBytes / 1024} KB");
        }
        return null;
    }

    /// <summary>Whether to go on.</summary>
    async Task<bool> Take(ReadOnlyMemory<byte> utf8)
    {
        SocketMessage message;
        try
        {
            message = SocketMessage.Parse(utf8);
        }
        catch (JsonException)
        {
            return Ends<bool>(4400, "Invalid message");
        }
        return message.Type switch
        {
            "connection_init" => await Initialise(message),
            "ping" => await Answer(message),
            "pong" => true,
            "subscribe" => Subscribe(message),
            "complete" when message.Id is { } id => operations.Stop(id),
            _ => Ends<bool>(4400, "Invalid message"),
        };
    }

    async Task<bool> Initialise(SocketMessage message)
    {
        if (initialised) return Ends<bool>(4429, "Too many initialisation requests");
        initialised = true;
        var known = message.Payload is { } payload && BearerTokens.InPayload(payload) is { } token ? await BearerTokens.Authenticate(token, http) : http.User;
        if (known is null) return Ends<bool>(4403, "Forbidden");
        // A code after which clients try again, later and later.
        if (!connections.TrySignIn(connection, known)) return Ends<bool>(1013, "Too many connections");
        user = known;
        return sender.Post(SocketFrames.Ack);
    }

    /// <summary>A pong says that all that was subscribed to before its ping stands. One waits at a time: a client that sends more is not read meanwhile.</summary>
    async Task<bool> Answer(SocketMessage ping)
    {
        await answering;
        answering = Pong(operations.Begun, SocketFrames.Pong(ping.Payload));
        return true;
    }

    async Task Pong(Task begun, ReadOnlyMemory<byte> pong)
    {
        await begun;
        sender.Post(pong);
    }

    /// <summary>Nothing more is run or sent for a credential that does not hold any longer. A client may come back with another.</summary>
    void Forbid()
    {
        sender.Close(4403, "Forbidden");
        operations.Dispose();
    }

    bool Subscribe(SocketMessage message)
    {
        if (user is null) return Ends<bool>(4401, "Unauthorized");
        if (message is not { Id: { Length: > 0 } id, Payload: { } payload }) return Ends<bool>(4400, "Invalid message");
        if (operations.IsFull) return sender.Post(frames.Error(id, [operations.Full]));
        if (!operations.TryBegin(id, out var stop)) return Ends<bool>(4409, $"Subscriber for {Shortened(id)} already exists");
        try
        {
            _ = operations.Run(id, RequestReader.FromJson(payload), user, sender, stop);
            return true;
        }
        catch (BadRequest)
        {
            return Ends<bool>(4400, "Invalid message");
        }
    }

    /// <summary>A close frame has room for 123 bytes (RFC 6455 §5.5).</summary>
    static string Shortened(string id) => id.Length <= 20 ? id : $"{id[..20]}…";

    T? Ends<T>(int code, string reason)
    {
        sender.Close(code, reason);
        return default;
    }

    public void Dispose() => operations.Dispose();
}
