namespace PhotoShare.Web;

/// <summary>
/// Keeps a subscription's source from running ahead: the engine takes all that a source has and executes it side by side, which
/// for somebody who was away for long is every row at once.
/// </summary>
public sealed class Pace
{
    readonly Signal signal = new();
    int done;

    /// <summary>An event was executed.</summary>
    public void Done()
    {
        Interlocked.Increment(ref done);
        signal.Set();
    }

    /// <summary>Until one more event was executed.</summary>
    public async Task Next(CancellationToken ct)
    {
        using var cancelling = signal.SetBy(ct);
        while (Volatile.Read(ref done) == 0)
        {
            ct.ThrowIfCancellationRequested();
            await signal.Wait();
        }
        Interlocked.Decrement(ref done);
    }
}
