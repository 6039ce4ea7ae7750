using System.Runtime.CompilerServices;

namespace PhotoShare.Web;

/// <summary>
/// Streams for subscriptions. An event is a hint with ids; what it is about is read anew, in a scope of its own and through the
/// viewer, so that nobody is sent what they may no longer see. The listener is gone when the stream is disposed, on every path.
/// </summary>
public sealed class Live(IEventBus bus, IServiceScopeFactory scopes, Turns turns, GraphLimits limits)
{
    /// <summary>What hints tell of, from now on.</summary>
    /// <param name="filter">Which hints are of interest.</param>
    /// <param name="read">What a hint is about; <c>null</c> when the viewer may not see it (any more).</param>
    /// <param name="first">What there is already and comes first. It is read after the listening begins, so that nothing falls between the two.</param>
    /// <param name="again">What to read when hints were lost; by default what comes first.</param>
    public async IAsyncEnumerable<T> Watch<THint, T>(
        Func<THint, bool> filter, Func<IServiceProvider, THint, CancellationToken, Task<T?>> read,
        Func<IServiceProvider, CancellationToken, Task<T?>>? first = null, Func<IServiceProvider, CancellationToken, Task<T?>>? again = null, [EnumeratorCancellation] CancellationToken ct = default)
        where THint : Hint where T : class
    {
        using var listener = bus.Subscribe(hint => hint is THint own && filter(own));
        if (first is not null && await InScope(first, ct) is { } already) yield return already;
        await foreach (var hint in listener.Read(ct))
            if (await InScope((services, reading) => Seen(services, hint, reading), ct) is { } seen) yield return seen;

        Task<T?> Seen(IServiceProvider services, Hint hint, CancellationToken reading) =>
            hint is THint own ? read(services, own, reading) : (again ?? first)?.Invoke(services, reading) ?? Task.FromResult<T?>(null);
    }

    /// <summary>What hints tell of, those of a short while together.</summary>
    /// <param name="pause">How long to gather after the first.</param>
    /// <param name="read">What they are about together, or what there is anew when hints were lost and it is given <c>null</c>; <c>null</c> when there is nothing in it for the viewer.</param>
    public async IAsyncEnumerable<T> Gather<THint, T>(
        TimeSpan pause, Func<IServiceProvider, IReadOnlyList<THint>?, CancellationToken, Task<T?>> read, [EnumeratorCancellation] CancellationToken ct = default)
        where THint : Hint where T : class
    {
        using var listener = bus.Subscribe(hint => hint is THint);
        while (true)
        {
            var first = await listener.Wait(Timeout.InfiniteTimeSpan, ct);
            await Task.Delay(pause, ct);
            IReadOnlyList<Hint> gathered = [.. first, .. listener.TakeAll()];
            var known = gathered.OfType<THint>().ToList();
            if (await InScope((services, reading) => read(services, known.Count == gathered.Count ? known : null, reading), ct) is { } seen) yield return seen;
        }
    }

    /// <summary>
    /// Rows in the order of a number that they get under a lock, so that none appears behind one that was read. A hint only says that
    /// it is worth reading on, whichever it is and however often it comes; without one there is a look every <see cref="GraphLimits.LiveLook"/>.
    /// So each row comes once and in order, after any break from the last one that the reader had.
    /// </summary>
    /// <param name="wakes">Which hints to read on at.</param>
    /// <param name="readOn">Some of the rows that follow those which it gave before, and whether there are more; <c>null</c> when there is nothing to be seen any more, which ends the stream.</param>
    /// <param name="pace">Lets the next row be read when the one before has been dealt with.</param>
    public async IAsyncEnumerable<T> Follow<T>(Func<Hint, bool> wakes, Func<CancellationToken, Task<NextRows<T>?>> readOn, Pace pace, [EnumeratorCancellation] CancellationToken ct = default)
        where T : class
    {
        using var listener = bus.Subscribe(wakes);
        while (await readOn(ct) is { } next)
        {
            foreach (var row in next.Rows)
            {
                yield return row;
                await pace.Next(ct);
            }
            if (!next.More) await listener.Wait(limits.LiveLook, ct);
        }
    }

    /// <summary>Reads in a scope of its own, when it is this listener's turn.</summary>
    public Task<T> InScope<T>(Func<IServiceProvider, CancellationToken, Task<T>> read, CancellationToken ct) => turns.Take(async () =>
    {
        await using var scope = scopes.CreateAsyncScope();
        return await read(scope.ServiceProvider, ct);
    }, ct);
}

/// <summary>Rows that follow others.</summary>
/// <param name="More">Whether there are more behind them already.</param>
public sealed record NextRows<T>(IReadOnlyList<T> Rows, bool More);
