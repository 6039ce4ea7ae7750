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

/// <summary>Something was saved. Two with the same values say the same.</summary>
public abstract record Hint;
