using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>
/// The operator's: which master key wraps the keys of people, and wrapping them all by the present one, beside running servers. Only the wrapping
/// changes, so nothing that is sealed is written anew, and what a server has in its memory stays right.
/// </summary>
public sealed class KeyRotation(IDbContextFactory<PhotoShareDb> databases, Envelope envelope, WrappedKeys keys, PhotoShareDb own, Audit audit)
{
    const int PageSize = 500;
    const int AtOnce = 8;

    /// <summary>The second finds whoever was signing up while the first went by. More would chase those whom a server lets in that still wraps by the former key.</summary>
    const int MostPasses = 3;

    /// <summary>How many people there are, for whoever shows how far it is.</summary>
    public async Task<int> People(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Users.CountAsync(ct);
    }

    /// <summary>How many people's keys each master key wraps, by its id; an empty id counts those who have no key.</summary>
    public async Task<IReadOnlyDictionary<string, int>> Status(Action step, CancellationToken ct)
    {
        var counts = new ConcurrentDictionary<string, int>();
        await ForEach(async (userId, stop) =>
        {
            counts.AddOrUpdate(await envelope.MasterOf(userId, stop) ?? "", 1, (_, count) => count + 1);
            step();
        }, ct);
        return counts;
    }

    /// <summary>
    /// Wraps the instance's secret and every person's key by the present master key. What was interrupted goes on when it is begun again;
    /// who signs up meanwhile is found too, but for whom a server that was not restarted goes on to let in. Gives the number of keys, and the people whose key no master key at hand opens.
    /// </summary>
    public async Task<(int Wrapped, IReadOnlyCollection<Guid> Failed)> Rotate(Action step, CancellationToken ct)
    {
        await InstanceSecret.Rewrap(keys, ct);
        var (all, before) = (0, -1);
        var failed = new ConcurrentDictionary<Guid, bool>();
        for (var pass = 0; pass < MostPasses && before != all; pass++)
        {
            before = all;
            await ForEach(async (userId, stop) =>
            {
                try
                {
                    if (await Rewrap(userId, stop)) Interlocked.Increment(ref all);
                }
                catch (CryptographicException)
                {
                    failed[userId] = true;
                }
                step();
            }, ct);
        }
        await audit.Note(Viewer.Anonymous, AuditKind.KeysRotated, ct, details: $"{all} keys");
        await own.SaveChangesAsync(ct);
        return (all, [.. failed.Keys]);
    }

    async Task<bool> Rewrap(Guid userId, CancellationToken ct)
    {
        if (await envelope.Rewrap(userId, ct) is not { } rewrapped) return false;
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Atomically(async () =>
        {
            // Whose account is being deleted, their row is waited for, and then the key goes after us; whose is gone, their key must not come back.
            if (await db.LockPerson(userId, ct) is null) return false;
            await envelope.Replace(userId, rewrapped, ct);
            return true;
        }, ct);
    }

    Task ForEach(Func<Guid, CancellationToken, ValueTask> act, CancellationToken ct) =>
        Parallel.ForEachAsync(Everybody(ct), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, act);

    /// <summary>Page by page, in the order in which they signed up.</summary>
    async IAsyncEnumerable<Guid> Everybody([EnumeratorCancellation] CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var last = Guid.Empty;
        while (await db.Users.Where(u => u.Id > last).OrderBy(u => u.Id).Take(PageSize).Select(u => u.Id).ToListAsync(ct) is { Count: > 0 } page)
        {
            foreach (var id in page) yield return id;
            last = page[^1];
        }
    }
}
