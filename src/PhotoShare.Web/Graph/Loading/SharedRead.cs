namespace PhotoShare.Web;

/// <summary>
/// A read that is the same for everyone, made once for all who ask while the one before it is under way. Each gets one that began after they asked, so nobody
/// is shown what is older than their question, and there is never more than one at a time.
/// </summary>
/// <param name="read">Ends by itself: who asked and went away does not stop it for the others.</param>
public sealed class SharedRead<T>(Func<Task<T>> read)
{
    readonly Lock gate = new();
    Task<T>? underWay;
    Task<T>? next;

    public Task<T> Read(CancellationToken ct)
    {
        lock (gate)
        {
            if (next is null && underWay is { IsCompleted: false } before) next = After(before);
            return (next ?? (underWay = read())).WaitAsync(ct);
        }
    }

    async Task<T> After(Task<T> before)
    {
        // Whether it failed is for those who asked for it.
        await before.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        Task<T> mine;
        lock (gate)
        {
            mine = underWay = read();
            next = null;
        }
        return await mine;
    }
}
