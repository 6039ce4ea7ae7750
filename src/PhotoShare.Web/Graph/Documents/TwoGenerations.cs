using System.Collections.Concurrent;

namespace PhotoShare.Web;

/// <summary>
/// Keeps values by text, within a bound. When the young generation is full it becomes the old one, and what is asked for meanwhile
/// moves back. So a flood of new texts pushes out itself first, and there is no lock on the way of a hit.
/// </summary>
/// <param name="capacity">Sum of the sizes that are kept, at most.</param>
sealed class TwoGenerations<T>(int capacity) where T : class
{
    readonly Lock turning = new();
    Generation young = new(), old = new();

    public T? Find(string key, Func<T, int> sizeOf)
    {
        if (young.Values.TryGetValue(key, out var value)) return value;
        if (!old.Values.TryGetValue(key, out value)) return null;
        Add(key, value, sizeOf(value));
        return value;
    }

    public void Add(string key, T value, int size)
    {
        var generation = young;
        if (!generation.Values.TryAdd(key, value) || Interlocked.Add(ref generation.Size, size) < capacity / 2) return;
        lock (turning)
        {
            if (young == generation) (young, old) = (new Generation(), generation);
        }
    }

    sealed class Generation
    {
        public readonly ConcurrentDictionary<string, T> Values = new(StringComparer.Ordinal);
        public int Size;
    }
}
