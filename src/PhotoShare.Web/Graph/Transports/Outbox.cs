namespace PhotoShare.Web;

/// <summary>
/// What waits to be sent on one connection, in order. It takes no more than <paramref name="maxBytes"/>, except for a single message
/// when nothing else waits: a client that does not read is cut off rather than kept in memory.
/// </summary>
sealed class Outbox(int maxBytes, ReadOnlyMemory<byte> keepAlive, TimeSpan interval) : IBeating
{
    readonly Signal signal = new();
    readonly Queue<ReadOnlyMemory<byte>> messages = [];

    /// <summary>Bytes, of what is being sent as well.</summary>
    long waiting;
    long quietSince = Environment.TickCount64;
    bool isComplete;

    /// <summary>Whether the message will be sent; if not, the client is too slow or the connection is ending.</summary>
    public bool Post(ReadOnlyMemory<byte> message)
    {
        lock (messages)
        {
            if (isComplete || (waiting > 0 && waiting + message.Length > maxBytes)) return false;
            waiting += message.Length;
            messages.Enqueue(message);
        }
        signal.Set();
        return true;
    }

    /// <summary>Takes no more; what waits is still sent.</summary>
    public void Complete()
    {
        lock (messages) isComplete = true;
        signal.Set();
    }

    /// <summary>Sends until completed, and what keeps a connection alive whenever there was nothing to send for the interval.</summary>
    public async Task Drain(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> send, CancellationToken ct)
    {
        using var cancelling = signal.SetBy(ct);
        Heartbeat.Add(this);
        try
        {
            while (true)
            {
                ct.ThrowIfCancellationRequested();
                if (Take(out var message, out var over))
                {
                    await send(message, ct);
                    lock (messages) (waiting, quietSince) = (waiting - message.Length, Environment.TickCount64);
                }
                else if (over) return;
                else await signal.Wait();
            }
        }
        finally
        {
            Heartbeat.Remove(this);
        }
    }

    /// <param name="over">Whether nothing will come any more either.</param>
    bool Take(out ReadOnlyMemory<byte> message, out bool over)
    {
        lock (messages)
        {
            over = isComplete;
            return messages.TryDequeue(out message);
        }
    }

    void IBeating.Beat(long now)
    {
        lock (messages)
            if (waiting > 0 || now - quietSince < interval.TotalMilliseconds) return;
        Post(keepAlive);
    }
}
