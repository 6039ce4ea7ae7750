using System.Diagnostics.CodeAnalysis;

namespace PhotoShare.Media;

/// <summary>
/// The data keys used last, for a while: at most <paramref name="capacity"/> of them, the least recently used leaving first,
/// and none longer than <paramref name="lifetime"/>, which bounds how long a key that another server deleted stays in use here.
/// </summary>
sealed class KeyCache(int capacity, TimeSpan lifetime, TimeProvider time)
{
    sealed record Entry(Guid User, byte[] Key, DateTimeOffset Until);

    readonly Lock gate = new();
    readonly Dictionary<Guid, LinkedListNode<Entry>> entries = [];
    readonly LinkedList<Entry> byUse = [];

    public bool TryGet(Guid user, [NotNullWhen(true)] out byte[]? key)
    {
        lock (gate)
        {
            key = null;
            if (!entries.TryGetValue(user, out var node))
                return false;
            byUse.Remove(node);
            if (node.Value.Until <= time.GetUtcNow())
            {
                entries.Remove(user);
                return false;
            }
            byUse.AddFirst(node);
            key = node.Value.Key;
            return true;
        }
    }

    public void Set(Guid user, byte[] key)
    {
        lock (gate)
        {
            Remove(user);
            if (entries.Count >= capacity)
                Remove(byUse.Last!.Value.User);
            entries[user] = byUse.AddFirst(new Entry(user, key, time.GetUtcNow() + lifetime));
        }
    }

    public void Remove(Guid user)
    {
        lock (gate)
        {
            if (entries.Remove(user, out var node))
                byUse.Remove(node);
        }
    }
}
