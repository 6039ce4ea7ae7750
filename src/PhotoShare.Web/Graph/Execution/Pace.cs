namespace PhotoShare.Web;

/// <summary>
/// Keeps a subscription's source from running ahead: the engine takes all that a source has and executes it side by side, which
/// for somebody who was away for long is every row at once.
/// </summary>
public sealed class Pace
{
    // It is never asked for its handle, which is all that there would be to dispose of.
    readonly SemaphoreSlim done = new(0);

    /// <summary>An event was executed.</summary>
    public void Done() => done.Release();

    /// <summary>Until one more event was executed.</summary>
    public Task Next(CancellationToken ct) => done.WaitAsync(ct);
}
