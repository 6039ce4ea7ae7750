using System.Threading.Channels;

namespace PhotoShare.Web;

/// <summary>Wakes idle workers: each call wakes one, and calls while all are busy come to one more look for each.</summary>
sealed class WakeUp(int workers)
{
    readonly Channel<bool> calls = Channel.CreateBounded<bool>(new BoundedChannelOptions(workers) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Call() => calls.Writer.TryWrite(true);

    /// <summary>Returns at a call, or after <paramref name="longest"/>, since a hint may be lost and a row may not: whether somebody called.</summary>
    public async Task<bool> Wait(TimeSpan longest, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(longest);
        try
        {
            return await calls.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
