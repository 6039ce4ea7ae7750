using GraphQL.DataLoader;

namespace PhotoShare.Web;

/// <summary>
/// Collects keys while what is there of the graph is resolved and fetches them together, once for a request. The engine asks for
/// results after all other fields are done; the first to ask sends off everything collected so far.
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
            entry.Answer(value);
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
        // Hardly ever several: who is signed in or out in the midst of an operation.
        if (all.TrueForAll(entry => entry.Viewer == all[0].Viewer)) Send(all, ct);
        else
            foreach (var forOne in all.GroupBy(entry => entry.Viewer)) Send([.. forOne], ct);
    }

    void Send(List<Entry> entries, CancellationToken ct)
    {
        var sent = Fetch(entries[0].Viewer, entries, ct);
        foreach (var entry in entries) entry.Sent = sent;
    }

    /// <summary>Never throws: what goes wrong reaches everyone who waits.</summary>
    async Task Fetch(Viewer viewer, List<Entry> batch, CancellationToken ct)
    {
        try
        {
            var found = await fetch(viewer, [.. batch.Select(entry => entry.Key)], ct);
            lock (gate)
                foreach (var entry in batch) entry.Answer(found.TryGetValue(entry.Key, out var value) ? value : missing);
        }
        catch (Exception failure)
        {
            lock (gate)
                foreach (var entry in batch)
                {
                    known.Remove((viewer, entry.Key));
                    entry.Answer(default, failure);
                }
        }
    }

    /// <summary>One key's value. Nearly all are read when their batch is there, so that a task is made for those alone that are asked for before, or for a failure.</summary>
    sealed class Entry(BatchLoader<TKey, TValue> loader, Viewer viewer, TKey key) : IDataLoaderResult<TValue>, IBatched
    {
        TaskCompletionSource<TValue>? asked;
        Exception? failure;
        TValue? value;
        volatile bool there;

        public Viewer Viewer => viewer;
        public TKey Key => key;
        public Task Sent { get; set; } = Task.CompletedTask;

        public Task Send(CancellationToken ct)
        {
            if (!there) loader.Dispatch(ct);
            return Sent;
        }

        public bool IsThere(out object? answer)
        {
            var read = there && failure is null;
            answer = read ? value : null;
            return read;
        }

        /// <summary>Under the loader's lock.</summary>
        public void Answer(TValue? given, Exception? reason = null)
        {
            if (there) return;
            (value, failure, there) = (given, reason, true);
            if (asked is not null) Tell(asked);
        }

        public Task<TValue> GetResultAsync(CancellationToken cancellationToken = default)
        {
            Send(cancellationToken);
            lock (loader.gate)
            {
                if (asked is null)
                {
                    asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
                    if (there) Tell(asked);
                }
                return asked.Task;
            }
        }

        void Tell(TaskCompletionSource<TValue> waiting)
        {
            if (failure is not null) waiting.SetException(failure);
            else waiting.SetResult(value!);
        }

        Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) => LoaderResults.Map(GetResultAsync(cancellationToken), static value => (object?)value);
    }
}
