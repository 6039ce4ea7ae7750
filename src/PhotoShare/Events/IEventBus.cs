namespace PhotoShare;

/// <summary>
/// Hints for whoever watches live: ids alone, at most once, never the only record of anything. A receiver re-reads
/// through its own viewer; what must happen is a row.
/// </summary>
public interface IEventBus
{
    /// <summary>Tells every subscription whose filter takes the hint: those of this process before it returns, those of other servers soon after. Call it after the save.</summary>
    ValueTask Publish(Hint hint, CancellationToken ct = default);

    /// <summary>Listens from this moment on, until disposed.</summary>
    EventSubscription Subscribe(Func<Hint, bool> filter);

    /// <summary>The name of what carries hints to other servers; <c>null</c> when they stay in this one.</summary>
    string? Carrier { get; }

    /// <summary>Whether other servers are heard just now; always so where there are none.</summary>
    bool IsConnected { get; }
}

/// <summary>Something was saved. Two with the same values say the same.</summary>
public abstract record Hint;

/// <summary>Hints of another server were lost, nobody knows which. Every subscription hears it, whatever its filter: read on, or look again.</summary>
public sealed record HintsLost : Hint;
