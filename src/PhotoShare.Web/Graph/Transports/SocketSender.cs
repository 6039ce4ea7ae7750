using System.Net.WebSockets;

namespace PhotoShare.Web;

/// <summary>What one WebSocket is sent: messages in order, then the close. A client that does not take them in time is cut off.</summary>
sealed class SocketSender(WebSocket socket, GraphLimits limits) : IDisposable
{
    /// <summary>How long a client may take for what waits when the socket closes.</summary>
    static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);

    // Under the message layer the server pings by itself; this one shows a script that the server lives.
    readonly Outbox outbox = new(limits.SendQueueBytes, SocketFrames.Ping, limits.KeepAlive);
    readonly CancellationTokenSource tooLate = new();
    (int Code, string Reason)? closing;

    public bool IsClosing => closing is not null;

    /// <summary>Queues a message, or closes the socket with 1013 when too much waits already.</summary>
    public bool Post(ReadOnlyMemory<byte> message)
    {
        if (outbox.Post(message)) return true;
        Close(1013, "The client does not keep up");
        return false;
    }

    /// <summary>Closes after what waits is sent. The first reason counts.</summary>
    public void Close(int code, string reason)
    {
        lock (outbox)
        {
            if (closing is not null) return;
            closing = (code, reason);
            tooLate.CancelAfter(Linger);
        }
        outbox.Complete();
    }

    /// <summary>Sends until closed.</summary>
    public async Task Run(CancellationToken aborted)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(aborted, tooLate.Token);
        try
        {
            await outbox.Drain((message, ct) => socket.SendAsync(message, WebSocketMessageType.Text, true, ct), ending.Token);
            var (code, reason) = closing!.Value;
            await socket.CloseAsync((WebSocketCloseStatus)code, reason, ending.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            socket.Abort();
        }
    }

    public void Dispose() => tooLate.Dispose();
}
