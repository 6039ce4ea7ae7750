using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace PhotoShare;

/// <summary>
/// For reads that may lag a moment behind: on the replica where one is set; else, and while it is away, on the primary. A replica sees
/// privacy as it was, so what is found here is a candidate: shown is what the primary finds visible now.
/// </summary>
/// <param name="replica">Makes contexts of the replica; <c>null</c> where there is none.</param>
public sealed class Replica(IDbContextFactory<PhotoShareDb> primary, Func<PhotoShareDb>? replica, ILogger<Replica> log)
{
    /// <summary>How long one that failed is left alone, so that not every read waits for it.</summary>
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    long restsUntil;

    /// <summary>
    /// Reads candidates from the replica and has them confirmed. Where the primary, <paramref name="db"/>, does not confirm all of them,
    /// they are read from it instead, so that no list has holes.
    /// </summary>
    /// <param name="confirm">The same with the rows that the primary has and the viewer may see; <c>null</c> if one is gone.</param>
    public async Task<T> Read<T>(PhotoShareDb db, Func<PhotoShareDb, Task<T>> query, Func<T, Task<T?>> confirm, CancellationToken ct) where T : class =>
        replica is not null && await confirm(await Read(query, ct)) is { } confirmed ? confirmed : await query(db);

    /// <summary>Reads what nobody is recognised in, such as a count.</summary>
    public async Task<T> Read<T>(Func<PhotoShareDb, Task<T>> query, CancellationToken ct)
    {
        if (replica is not null && Environment.TickCount64 >= Volatile.Read(ref restsUntil))
        {
            try
            {
                await using var lagging = replica();
                return await Whole(lagging, query);
            }
            catch (Exception away) when (!ct.IsCancellationRequested && IsOfTheDatabase(away))
            {
                Volatile.Write(ref restsUntil, Environment.TickCount64 + (long)Rest.TotalMilliseconds);
                log.LogWarning("The replica can't be read; the primary is, for {Seconds} s: {Reason}", Rest.TotalSeconds, away.Message);
            }
        }
        await using var db = await primary.CreateDbContextAsync(ct);
        return await query(db);
    }

    static async Task<T> Whole<T>(PhotoShareDb lagging, Func<PhotoShareDb, Task<T>> query)
    {
        try
        {
            return await query(lagging);
        }
        catch
        {
            BrokenCommands.Drop(lagging);
            throw;
        }
    }

    /// <summary>Away, or busy replaying what the query reads. Without retries Entity Framework wraps what might pass.</summary>
    static bool IsOfTheDatabase(Exception failure) => failure is DbException or TimeoutException or InvalidOperationException { InnerException: DbException or TimeoutException } || BrokenCommands.IsOne(failure);
}
