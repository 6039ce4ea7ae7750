using System.Collections.Concurrent;

namespace PhotoShare;

/// <summary>The bus of one box: subscribers in the same process.</summary>
public sealed class InProcessEventBus : IEventBus
{
    readonly ConcurrentDictionary<EventSubscription, byte> subscriptions = new();

    public string? Carrier => null;

    public bool IsConnected => true;

    public ValueTask Publish(Hint hint, CancellationToken ct = default)
    {
        Tell(hint);
        return ValueTask.CompletedTask;
    }

    internal void Tell(Hint hint)
    {
        foreach (var (subscription, _) in subscriptions) subscription.Offer(hint);
    }

    public EventSubscription Subscribe(Func<Hint, bool> filter)
    {
        var subscription = new EventSubscription(filter, gone => subscriptions.TryRemove(gone, out _));
        subscriptions.TryAdd(subscription, 0);
        return subscription;
    }
}
