namespace PhotoShare.Web;

/// <summary>
/// Reads and executes events so many at a time. All listeners of a post hear of a comment in the same moment; a thousand of them at once
/// would wait for the database's connections longer than an operation may take.
/// </summary>
public sealed class Turns : IDisposable
{
    /// <summary>Fewer than there are connections in a pool, so that requests find some.</summary>
    const int AtOnce = 32;

    readonly SemaphoreSlim free = new(AtOnce);

    public async Task<T> Take<T>(Func<Task<T>> act, CancellationToken ct)
    {
        await free.WaitAsync(ct);
        try
        {
            return await act();
        }
        finally
        {
            free.Release();
        }
    }

    public void Dispose() => free.Dispose();
}
