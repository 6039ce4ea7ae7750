using System.Threading.Channels;

namespace PhotoShare.Web;

/// <summary>
/// Keeps a subscription's source from running ahead: the engine takes all that a source has and executes it side by side, which
/// for somebody who was away for long is every row at once.
/// </summary>
public sealed class Pace
{
    readonly Channel<bool> done = Channel.CreateUnbounded<bool>();

    /// <summary>An event was executed.</summary>
    public void Done() => done.Writer.TryWrite(true);

    /// <summary>Until one more event was executed.</summary>
    public ValueTask<bool> Next(CancellationToken ct) => done.Reader.ReadAsync(ct);
}
