using GraphQL.DataLoader;

namespace PhotoShare.Web;

/// <summary>
/// Collects keys while a level of the graph is resolved and fetches them together, once for a request. The engine asks for
/// results after all other fields of the level are done; the first to ask sends off everything collected so far.
/// Keys are fetched for one viewer at a time, so that nobody is ever answered with what another may see.
/// </summary>
/// <param name="fetch">Gives what it finds; a key that it does not give has <paramref name="missing"/>.</param>
public class BatchLoader<TKey, TValue>(Func<Viewer, IReadOnlyList<TKey>, CancellationToken, Task<IReadOnlyDictionary<TKey, TValue>>> fetch, TValue missing)
    where TKey : notnull
{
    readonly Lock gate = new();
    readonly Dictionary<(Viewer, TKey), Entry> known = [];
    List<Entry> waiting = [];

    public IDataLoaderResult<TValue> Load(Viewer viewer, TKey key)
    {
        lock (gate)
        {
            if (known.TryGetValue((viewer, key), out var entry)) return entry;
            entry = known[(viewer, key)] = new Entry(this, viewer, key);
            waiting.Add(entry);
            return entry;
        }
    }

    /// <summary>
    /// Takes a value that another query has read already. Only what the same rule of visibility gave this viewer: it is
    /// answered as if it had been loaded. What was asked for before stays as it is.
    /// </summary>
    public void Prime(Viewer viewer, TKey key, TValue value)
    {
        lock (gate)
        {
            if (known.ContainsKey((viewer, key))) return;
            var entry = known[(viewer, key)] = new Entry(this, viewer, key);
            entry.Answer.SetResult(value);
        }
    }

    void Dispatch(CancellationToken ct)
    {
        List<Entry> all;
        lock (gate)
        {
            if (waiting.Count == 0) return;
            (all, waiting) = (waiting, []);
        }
        foreach (var forOne in all.GroupBy(entry => entry.Viewer))
        {
            List<Entry> entries = [.. forOne];
            var batch = new Batch(Fetch(forOne.Key, entries, ct));
            foreach (var entry in entries) entry.Batch = batch;
        }
    }

    /// <summary>Never throws: what goes wrong reaches everyone who waits.</summary>
    async Task Fetch(Viewer viewer, List<Entry> batch, CancellationToken ct)
    {
        try
        {
            var found = await fetch(viewer, [.. batch.Select(entry => entry.Key)], ct);
            foreach (var entry in batch) entry.Answer.TrySetResult(found.TryGetValue(entry.Key, out var value) ? value : missing);
        }
        catch (Exception failure)
        {
            lock (gate)
                foreach (var entry in batch) known.Remove((viewer, entry.Key));
            foreach (var entry in batch) entry.Answer.TrySetException(failure);
        }
    }

    sealed class Entry(BatchLoader<TKey, TValue> loader, Viewer viewer, TKey key) : IDataLoaderResult<TValue>, IBatched
    {
        public Viewer Viewer => viewer;
        public TKey Key => key;
        public Batch? Batch { get; set; }
        public TaskCompletionSource<TValue> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Batch? Send(CancellationToken ct)
        {
            if (Answer.Task.IsCompleted) return null;
            loader.Dispatch(ct);
            return Batch;
        }

        public Task<TValue> GetResultAsync(CancellationToken cancellationToken = default)
        {
            Send(cancellationToken);
            return Answer.Task;
        }

        Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) => LoaderResults.Map(GetResultAsync(cancellationToken), static value => (object?)value);
    }
}
