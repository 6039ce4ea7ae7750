using System.Threading.Channels;

namespace PhotoShare;

/// <summary>
/// Hints for whoever watches live: ids alone, at most once, never the only record of anything. A receiver re-reads
/// through its own viewer; what must happen is a row.
/// </summary>
public interface IEventBus
{
    /// <summary>Tells every subscription whose filter takes the hint. Call it after the save.</summary>
    ValueTask Publish(Hint hint, CancellationToken ct = default);

    /// <summary>Listens from this moment on, until disposed.</summary>
    EventSubscription Subscribe(Func<Hint, bool> filter);
}

/// <summary>Something was saved.</summary>
public abstract record Hint;

/// <summary>One listener. A reader that falls <see cref="Capacity"/> hints behind is cut off with <see cref="SlowConsumer"/>: it resumes from its cursor instead of missing some silently.</summary>
public sealed class EventSubscription(Func<Hint, bool> filter, Action<EventSubscription> unsubscribe) : IDisposable
{
    public const int Capacity = 1_024;

    readonly Channel<Hint> channel = Channel.CreateBounded<Hint>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    public ChannelReader<Hint> Hints => channel.Reader;

    public void Offer(Hint hint)
    {
        if (filter(hint) && !channel.Writer.TryWrite(hint)) channel.Writer.TryComplete(new SlowConsumer());
    }

    public void Dispose()
    {
        unsubscribe(this);
        channel.Writer.TryComplete();
    }
}

/// <summary>A listener did not keep up and was cut off.</summary>
public sealed class SlowConsumer() : Exception("The listener did not keep up; resume from the last cursor.");
