namespace PhotoShare;

/// <summary>A query of rows by their keys, compiled once; see <see cref="CompiledQueries"/>. One object for the process.</summary>
/// <param name="query">May put the viewer and the keys into expressions, and do nothing else with them.</param>
public sealed class CompiledQuery<TKey, TRow>(Func<PhotoShareDb, Viewer, IReadOnlyList<TKey>, IQueryable<TRow>> query)
{
    public Task<List<TRow>> Rows(PhotoShareDb db, Viewer viewer, IReadOnlyList<TKey> keys, CancellationToken ct) =>
        CompiledQueries.Rows(db, viewer, this, [keys as TKey[] ?? [.. keys]], (who, values) => query(db, who, (TKey[])values[0]!), ct);
}

/// <summary>A row with the key that it was asked by.</summary>
public sealed record Keyed<TKey, TValue>(TKey Key, TValue Value);
