using System.Threading.Channels;

namespace PhotoShare;

/// <summary>Hints that wait to be sent to other servers, each once however often it is published. Of too many it keeps only that there were some.</summary>
sealed class HintOutbox
{
    const int Capacity = 10_000;

    readonly Lock gate = new();
    readonly Channel<bool> signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    HashSet<Hint> waiting = [];

    public void Add(params IEnumerable<Hint> hints)
    {
        lock (gate)
        {
            waiting.UnionWith(hints);
            if (waiting.Count > Capacity) waiting = [new HintsLost()];
        }
        signal.Writer.TryWrite(true);
    }

    /// <summary>Until there is any.</summary>
    public async Task Wait(CancellationToken ct) => await signal.Reader.ReadAsync(ct);

    public IReadOnlyCollection<Hint> TakeAll()
    {
        lock (gate)
        {
            var taken = waiting;
            waiting = [];
            return taken;
        }
    }
}
