using System.Linq.Expressions;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>
/// Pages of the children of any number of parents, in one statement for all of them; totals and what lies beyond a page in one
/// each, and only when asked for. So the statements of an operation do not grow with what it finds.
/// </summary>
/// <param name="rows">All children that a viewer may see, of every parent.</param>
/// <param name="parent">Whose child a row is. A constant where all rows are one list.</param>
/// <param name="key">The key that orders rows and is their cursor; grows with time.</param>
public class ConnectionLoader<TParent, TRow>(
    IDbContextFactory<PhotoShareDb> databases,
    Func<PhotoShareDb, Viewer, IQueryable<TRow>> rows,
    Expression<Func<TRow, TParent>> parent,
    Expression<Func<TRow, Guid>> key,
    bool newestFirst)
    where TParent : notnull
    where TRow : class
{
    readonly RowOrder<TParent, TRow> order = new(parent, key, newestFirst);

    /// <summary>The page of one parent.</summary>
    public IDataLoaderResult<RowPage<TRow>> Load(Viewer viewer, TParent of, PageRequest request) =>
        Fetched.Load(viewer, (of, request)).Then(found => PageOf(viewer, of, request, found));

    /// <summary>How many children one parent has.</summary>
    public IDataLoaderResult<int> Total(Viewer viewer, TParent of) => Totals.Load(viewer, of);

    RowPage<TRow> PageOf(Viewer viewer, TParent of, PageRequest request, IReadOnlyList<TRow> found)
    {
        var more = found.Count > request.Count;
        var kept = found.Take(request.Count);
        List<(TRow, string Cursor)> page = [.. (request.Backward ? kept.Reverse() : kept).Select(row => (row, Cursor.Of(order.KeyOf(row))))];
        var info = new PageInfo(
            page.Count == 0 ? null : page[0].Cursor,
            page.Count == 0 ? null : page[^1].Cursor,
            // On the side that the count looks to, one row too many shows what follows; elsewhere lies what a cursor cut off.
            () => !request.Backward && more ? LoaderResults.Ready(true) : Outside(viewer, of, request.Before, ahead: true),
            () => request.Backward && more ? LoaderResults.Ready(true) : Outside(viewer, of, request.After, ahead: false));
        return new RowPage<TRow>(page, info, () => Total(viewer, of));
    }

    IDataLoaderResult<bool> Outside(Viewer viewer, TParent of, Guid? cursor, bool ahead) =>
        cursor is { } at ? Beyond.Load(viewer, (of, at, ahead)) : LoaderResults.Ready(false);

    RowLoader<(TParent, PageRequest), IReadOnlyList<TRow>> Fetched => field ??= new(databases, async (db, viewer, keys, ct) =>
    {
        var found = new Dictionary<(TParent, PageRequest), IReadOnlyList<TRow>>();
        // All parents of one field ask for the same page; another field's page is another statement.
        foreach (var same in keys.GroupBy(key => key.Item2, key => key.Item1))
        {
            var page = await order.Read(rows(db, viewer), [.. same], same.Key, ct);
            foreach (var of in page.GroupBy(order.ParentOf)) found[(of.Key, same.Key)] = order.Sort(of, same.Key);
        }
        return found;
    }, []);

    RowLoader<TParent, int> Totals => field ??= new(databases, async (db, viewer, keys, ct) =>
        await order.Of(rows(db, viewer), keys).GroupBy(parent).Select(of => new { of.Key, Count = of.Count() }).ToDictionaryAsync(of => of.Key, of => of.Count, ct), 0);

    RowLoader<(TParent, Guid, bool), bool> Beyond => field ??= new(databases, async (db, viewer, keys, ct) =>
    {
        var found = new Dictionary<(TParent, Guid, bool), bool>();
        foreach (var same in keys.GroupBy(key => (Cursor: key.Item2, Ahead: key.Item3), key => key.Item1))
        {
            var beyond = order.From(order.Of(rows(db, viewer), [.. same]), same.Key.Cursor, same.Key.Ahead);
            foreach (var of in await beyond.Select(parent).Distinct().ToListAsync(ct)) found[(of, same.Key.Cursor, same.Key.Ahead)] = true;
        }
        return found;
    }, false);
}
