using System.Runtime.CompilerServices;

namespace PhotoShare.Web;

/// <summary>
/// Streams for subscriptions. An event is a hint with ids; what it is about is read anew, in a scope of its own and through the
/// viewer, so that nobody is sent what they may no longer see. The listener is gone when the stream is disposed, on every path.
/// </summary>
public sealed class Live(IEventBus bus, IServiceScopeFactory scopes)
{
    /// <summary>What hints tell of, from now on.</summary>
    /// <param name="filter">Which hints are of interest.</param>
    /// <param name="read">What a hint is about; <c>null</c> when the viewer may not see it (any more).</param>
    public async IAsyncEnumerable<T> Watch<THint, T>(
        Func<THint, bool> filter, Func<IServiceProvider, THint, CancellationToken, Task<T?>> read, [EnumeratorCancellation] CancellationToken ct = default)
        where THint : Hint where T : class
    {
        using var listener = Listen(filter);
        await foreach (var seen in Follow(listener, read, ct)) yield return seen;
    }

    /// <summary>What there is already, then what hints tell of. It listens first, so that nothing falls between the two; what is in both comes once.</summary>
    /// <param name="missed">What there is already, in order.</param>
    /// <param name="keyOf">Tells whether two are the same.</param>
    public async IAsyncEnumerable<T> Resume<THint, T>(
        Func<THint, bool> filter, Func<IServiceProvider, CancellationToken, Task<IReadOnlyList<T>>> missed, Func<IServiceProvider, THint, CancellationToken, Task<T?>> read,
        Func<T, Guid> keyOf, [EnumeratorCancellation] CancellationToken ct = default)
        where THint : Hint where T : class
    {
        using var listener = Listen(filter);
        IReadOnlyList<T> already;
        await using (var scope = scopes.CreateAsyncScope()) already = await missed(scope.ServiceProvider, ct);
        var sent = already.Select(keyOf).ToHashSet();
        foreach (var seen in already) yield return seen;
        await foreach (var seen in Follow(listener, read, ct))
            if (sent.Count == 0 || !sent.Remove(keyOf(seen))) yield return seen;
    }

    EventSubscription Listen<THint>(Func<THint, bool> filter) where THint : Hint => bus.Subscribe(hint => hint is THint own && filter(own));

    async IAsyncEnumerable<T> Follow<THint, T>(EventSubscription listener, Func<IServiceProvider, THint, CancellationToken, Task<T?>> read, [EnumeratorCancellation] CancellationToken ct)
        where THint : Hint where T : class
    {
        await foreach (var hint in listener.Hints.ReadAllAsync(ct))
        {
            T? seen;
            await using (var scope = scopes.CreateAsyncScope()) seen = await read(scope.ServiceProvider, (THint)hint, ct);
            if (seen is not null) yield return seen;
        }
    }
}
