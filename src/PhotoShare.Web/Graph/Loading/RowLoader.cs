using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>A batch loader over the database. Each batch reads through a context of its own, since a level's loaders run side by side.</summary>
public class RowLoader<TKey, TValue>(
    IDbContextFactory<PhotoShareDb> databases,
    Func<PhotoShareDb, Viewer, IReadOnlyList<TKey>, CancellationToken, Task<IReadOnlyDictionary<TKey, TValue>>> fetch,
    TValue missing)
    : BatchLoader<TKey, TValue>(async (viewer, keys, ct) =>
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await fetch(db, viewer, keys, ct);
    }, missing)
    where TKey : notnull
{
    /// <summary>The same of a compiled query: rows by their keys.</summary>
    public RowLoader(IDbContextFactory<PhotoShareDb> databases, CompiledQuery<TKey, Keyed<TKey, TValue>> query, TValue missing)
        : this(databases, async (db, viewer, keys, ct) => (await query.Rows(db, viewer, keys, ct)).ToDictionary(row => row.Key, row => row.Value), missing) { }
}
