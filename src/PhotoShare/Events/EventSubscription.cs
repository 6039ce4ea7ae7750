using System.Runtime.CompilerServices;

namespace PhotoShare;

/// <summary>
/// One listener. A hint that waits already does not wait twice, since whoever takes it reads anew anyhow; so a burst about
/// one thing is one hint. A listener that falls <see cref="Capacity"/> different ones behind is cut off with <see cref="SlowConsumer"/>.
/// </summary>
public sealed class EventSubscription(Func<Hint, bool> filter, Action<EventSubscription> unsubscribe) : IBeating, IDisposable
{
    public const int Capacity = 1_024;

    readonly Signal signal = new();
    readonly Lock gate = new();
    HashSet<Hint> known = [];
    List<Hint> waiting = [];
    bool isCutOff;
    volatile bool isOver;
    long due = long.MaxValue;

    public void Offer(Hint hint)
    {
        if (hint is not HintsLost && !filter(hint)) return;
        lock (gate)
        {
            if (isCutOff || !known.Add(hint)) return;
            if (waiting.Count < Capacity) waiting.Add(hint);
            else isCutOff = true;
        }
        signal.Set();
    }

    /// <summary>Each hint, as it comes.</summary>
    public async IAsyncEnumerable<Hint> Read([EnumeratorCancellation] CancellationToken ct)
    {
        while (await Wait(Timeout.InfiniteTimeSpan, ct) is { Count: > 0 } hints)
            foreach (var hint in hints) yield return hint;
    }

    /// <summary>Until there is any hint, and takes all that wait; or until <paramref name="longest"/> has passed, because hints may be lost. None when it is disposed.</summary>
    public async Task<IReadOnlyList<Hint>> Wait(TimeSpan longest, CancellationToken ct)
    {
        var until = longest == Timeout.InfiniteTimeSpan ? long.MaxValue : Environment.TickCount64 + (long)longest.TotalMilliseconds;
        Volatile.Write(ref due, until);
        if (until < long.MaxValue) Heartbeat.Add(this);
        using var cancelling = signal.SetBy(ct);
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var taken = TakeAll();
            if (taken.Count > 0 || isOver || Environment.TickCount64 >= until) return taken;
            if (isCutOff) throw new SlowConsumer();
            await signal.Wait();
        }
    }

    /// <summary>All that wait now. Forgotten as they are taken: the same hint from now on is about something that its reader may not have seen.</summary>
    public IReadOnlyList<Hint> TakeAll()
    {
        lock (gate)
        {
            if (waiting.Count == 0) return [];
            var taken = waiting;
            (known, waiting) = ([], []);
            return taken;
        }
    }

    void IBeating.Beat(long now)
    {
        if (now < Volatile.Read(ref due)) return;
        Volatile.Write(ref due, long.MaxValue);
        signal.Set();
    }

    public void Dispose()
    {
        unsubscribe(this);
        Heartbeat.Remove(this);
        isOver = true;
        signal.Set();
    }
}

/// <summary>A listener did not keep up and was cut off.</summary>
public sealed class SlowConsumer() : Exception("The listener did not keep up; resume from the last cursor.");
