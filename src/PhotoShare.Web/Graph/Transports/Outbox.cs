using System.Threading.Channels;

namespace PhotoShare.Web;

/// <summary>
/// What waits to be sent on one connection, in order. It takes no more than <paramref name="maxBytes"/>, except for a single message
/// when nothing else waits: a client that does not read is cut off rather than kept in memory.
/// </summary>
sealed class Outbox(int maxBytes)
{
    readonly Channel<ReadOnlyMemory<byte>> messages = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new UnboundedChannelOptions { SingleReader = true });
    long waiting;

    /// <summary>Whether the message will be sent; if not, the client is too slow or the connection is ending.</summary>
    public bool Post(ReadOnlyMemory<byte> message)
    {
        var before = Interlocked.Add(ref waiting, message.Length) - message.Length;
        return (before == 0 || before + message.Length <= maxBytes) && messages.Writer.TryWrite(message);
    }

    /// <summary>Takes no more; what waits is still sent.</summary>
    public void Complete() => messages.Writer.TryComplete();

    /// <summary>Sends until completed. Calls <paramref name="idle"/> whenever there was nothing to send for <paramref name="interval"/>.</summary>
    public async Task Drain(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> send, Func<CancellationToken, ValueTask> idle, TimeSpan interval, CancellationToken ct)
    {
        while (true)
        {
            var more = messages.Reader.WaitToReadAsync(ct).AsTask();
            while (!more.IsCompleted && await IsQuiet(more, interval, ct)) await idle(ct);
            if (!await more) return;
            while (messages.Reader.TryRead(out var message))
            {
                await send(message, ct);
                Interlocked.Add(ref waiting, -message.Length);
            }
        }
    }

    static async Task<bool> IsQuiet(Task<bool> more, TimeSpan interval, CancellationToken ct)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var first = await Task.WhenAny(more, Task.Delay(interval, enough.Token));
        await enough.CancelAsync();
        return first != more && !more.IsCompleted;
    }
}
