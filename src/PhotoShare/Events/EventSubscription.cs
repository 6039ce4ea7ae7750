using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace PhotoShare;

/// <summary>
/// One listener. A hint that waits already does not wait twice, since whoever takes it reads anew anyhow; so a burst about
/// one thing is one hint. A listener that falls <see cref="Capacity"/> different ones behind is cut off with <see cref="SlowConsumer"/>.
/// </summary>
public sealed class EventSubscription(Func<Hint, bool> filter, Action<EventSubscription> unsubscribe) : IDisposable
{
    public const int Capacity = 1_024;

    readonly Lock gate = new();
    readonly HashSet<Hint> waiting = [];
    readonly Channel<Hint> channel = Channel.CreateBounded<Hint>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    public void Offer(Hint hint)
    {
        if (hint is not HintsLost && !filter(hint)) return;
        lock (gate)
            if (!waiting.Add(hint)) return;
        if (!channel.Writer.TryWrite(hint)) channel.Writer.TryComplete(new SlowConsumer());
    }

    /// <summary>Each hint, as it comes.</summary>
    public async IAsyncEnumerable<Hint> Read([EnumeratorCancellation] CancellationToken ct)
    {
        while (await channel.Reader.WaitToReadAsync(ct))
            while (Take() is { } hint) yield return hint;
    }

    /// <summary>Until there is any hint, and takes all that wait; or until <paramref name="longest"/> has passed, because hints may be lost.</summary>
    public async Task<IReadOnlyList<Hint>> Wait(TimeSpan longest, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(longest);
        try
        {
            await channel.Reader.WaitToReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Nothing was heard, which is not to say that nothing happened.
        }
        return TakeAll();
    }

    /// <summary>All that wait now.</summary>
    public IReadOnlyList<Hint> TakeAll()
    {
        var taken = new List<Hint>();
        while (Take() is { } hint) taken.Add(hint);
        return taken;
    }

    /// <summary>Forgotten as it is taken: the same hint from now on is about something that its reader may not have seen.</summary>
    Hint? Take()
    {
        if (!channel.Reader.TryRead(out var hint)) return null;
        lock (gate) waiting.Remove(hint);
        return hint;
    }

    public void Dispose()
    {
        unsubscribe(this);
        channel.Writer.TryComplete();
    }
}

/// <summary>A listener did not keep up and was cut off.</summary>
public sealed class SlowConsumer() : Exception("The listener did not keep up; resume from the last cursor.");
