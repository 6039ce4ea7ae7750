using PhotoShare.Media;
using StackExchange.Redis;

namespace PhotoShare.Web;

/// <summary>The documents that clients have registered by running them, by the hash of their text. A Redis, where there is one, knows those of all servers.</summary>
sealed class PersistedDocuments(GraphLimits limits, RedisServer? redis = null)
{
    /// <summary>How long Redis keeps one that nobody registers again. A client whose document is gone sends it once more.</summary>
    static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    readonly TwoGenerations<string> own = new(limits.PersistedCharacters);

    public async Task<string?> Find(string hash)
    {
        if (own.Find(hash, text => text.Length) is { } known) return known;
        if (redis is null) return null;
        var found = (string?)await redis.Ask(connection => connection.GetDatabase().StringGetAsync(Key(hash)), () => Task.FromResult(RedisValue.Null));
        // Nothing runs that is not what its name says, whoever else writes there.
        if (found is null || Sha256.Hex(found) != hash) return null;
        own.Add(hash, found, found.Length);
        return found;
    }

    public async Task Keep(string hash, string text)
    {
        own.Add(hash, text, text.Length);
        if (redis is not null) await redis.Ask(connection => connection.GetDatabase().StringSetAsync(Key(hash), text, Lifetime), () => Task.FromResult(false));
    }

    static string Key(string hash) => $"{RedisServer.KeyPrefix}document:{hash}";
}
