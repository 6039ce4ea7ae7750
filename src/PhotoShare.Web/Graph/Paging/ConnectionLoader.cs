using System.Linq.Expressions;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>
/// Pages of the children of any number of parents, in one statement for all of them; totals and what lies beyond a page in one
/// each, and only when asked for. So the statements of an operation do not grow with what it finds.
/// A feature derives one loader for each of its lists, which is found by this base. Ordered by id, it takes the key and a
/// direction; ordered otherwise, a <see cref="RowOrder{TRow}"/>, and a row class that has a property for each value of the order.
/// Where the client chooses, <see cref="Load"/> takes a filter and an order of its own.
/// </summary>
/// <param name="rows">All children that a viewer may see, of every parent. They are asked for once, for a viewer whom others then take the place of.</param>
/// <param name="parent">Whose child a row is: a property of the row, or a static one (<c>_ => Guid.Empty</c>) where all rows are one list.</param>
/// <param name="order">How they are ordered unless the caller of <see cref="Load"/> says.</param>
public class ConnectionLoader<TParent, TRow>(
    IDbContextFactory<PhotoShareDb> databases,
    Func<PhotoShareDb, Viewer, IQueryable<TRow>> rows,
    Expression<Func<TRow, TParent>> parent,
    RowOrder<TRow> order)
    where TParent : notnull
    where TRow : class
{
    readonly PageReader<TParent, TRow> reader = new(parent);

    /// <param name="key">The id that orders rows; grows with time.</param>
    public ConnectionLoader(
        IDbContextFactory<PhotoShareDb> databases,
        Func<PhotoShareDb, Viewer, IQueryable<TRow>> rows,
        Expression<Func<TRow, TParent>> parent,
        Expression<Func<TRow, Guid>> key,
        bool newestFirst)
        : this(databases, rows, parent, RowOrder.By(key, newestFirst)) { }

    /// <summary>The page of one parent. Refuses cursors of another order.</summary>
    public IDataLoaderResult<RowPage<TRow>> Load(Viewer viewer, TParent of, PageRequest request, RowFilter<TRow>? where = null, RowOrder<TRow>? by = null)
    {
        by ??= order;
        if (request.After is { } after) by.Parse(after, "after");
        if (request.Before is { } before) by.Parse(before, "before");
        var list = new Listing(where, by);
        return Fetched.Load(viewer, (of, request, list)).Then(found => PageOf(viewer, of, request, list, found));
    }

    /// <summary>How many children one parent has.</summary>
    public IDataLoaderResult<int> Total(Viewer viewer, TParent of, RowFilter<TRow>? where = null) => Totals.Load(viewer, (of, where));

    /// <summary>Where rows of a range are found: among all, unless a list (one that is paged forward only) has a way to them that reads less. The range is asked of what it gives again.</summary>
    protected virtual IQueryable<TRow> Find(PhotoShareDb db, Viewer viewer, RowRange range) => rows(db, viewer);

    /// <summary>What a list is made of for a viewer, where that is not the same for all: each kind is a query of its own, so there are to be few.</summary>
    protected virtual Task<object?> KindOf(PhotoShareDb db, Viewer viewer, CancellationToken ct) => Task.FromResult<object?>(null);

    /// <summary>
    /// So many first rows of each parent, for a list whose rows are rather looked up for one parent after the other, in its own order;
    /// <c>null</c> if it is not such a list. Asked only of a database that can (<see cref="PhotoShareDb.LooksUpEach"/>).
    /// </summary>
    protected virtual Func<PhotoShareDb, Viewer, IReadOnlyList<TParent>, int, IQueryable<TRow>>? FirstOfEach => null;

    /// <summary>A row was read for a viewer: what came with it can prime other loaders.</summary>
    protected virtual void Seen(Viewer viewer, TRow row) { }

    RowPage<TRow> PageOf(Viewer viewer, TParent of, PageRequest request, Listing list, IReadOnlyList<TRow> found)
    {
        var more = found.Count > request.Count;
        var kept = found.Take(request.Count);
        List<TRow> page = [.. request.Backward ? kept.Reverse() : kept];
        return new(
            page, i => list.By.CursorOf(page[i]),
            // On the side that the count looks to, one row too many shows what follows; elsewhere lies what a cursor cut off.
            () => !request.Backward && more ? LoaderResults.Ready(true) : Outside(viewer, of, list, request.Before, ahead: true),
            () => request.Backward && more ? LoaderResults.Ready(true) : Outside(viewer, of, list, request.After, ahead: false),
            () => Total(viewer, of, list.Where));
    }

    IDataLoaderResult<bool> Outside(Viewer viewer, TParent of, Listing list, string? cursor, bool ahead) =>
        cursor is null ? LoaderResults.Ready(false) : Beyond.Load(viewer, (of, (list, cursor, ahead)));

    RowLoader<(TParent, PageRequest, Listing), IReadOnlyList<TRow>> Fetched => field ??= new(databases, async (db, viewer, keys, ct) =>
    {
        var found = new Dictionary<(TParent, PageRequest, Listing), IReadOnlyList<TRow>>();
        // All parents of one field ask for the same page; another field's page is another statement.
        foreach (var same in keys.GroupBy(key => (Page: key.Item2, List: key.Item3), key => key.Item1))
        {
            var (page, list) = same.Key;
            var kind = await KindOf(db, viewer, ct);
            var each = db.LooksUpEach && list.Where is null && list.By.Equals(order) ? FirstOfEach : null;
            var read = await reader.Read(
                db, viewer, list.Where is null ? (GetType(), kind) : null, [.. same], page, list.By,
                (who, range) => Met(Find(db, who, range with { Kind = kind }), list.Where), each, ct);
            foreach (var row in read) Seen(viewer, row);
            foreach (var of in read.GroupBy(reader.ParentOf)) found[(of.Key, page, list)] = list.By.Sort(of, page.Backward);
        }
        return found;
    }, []);

    RowLoader<(TParent, RowFilter<TRow>?), int> Totals => field ??= new(databases, async (db, viewer, keys, ct) =>
    {
        var found = new Dictionary<(TParent, RowFilter<TRow>?), int>();
        foreach (var same in keys.GroupBy(key => key.Item2, key => key.Item1))
        {
            foreach (var (of, count) in await reader.Counts(Met(rows(db, viewer), same.Key), [.. same], ct)) found[(of, same.Key)] = count;
        }
        return found;
    }, 0);

    RowLoader<(TParent, (Listing, string, bool)), bool> Beyond => field ??= new(databases, async (db, viewer, keys, ct) =>
    {
        var found = new Dictionary<(TParent, (Listing, string, bool)), bool>();
        foreach (var same in keys.GroupBy(key => key.Item2, key => key.Item1))
        {
            var (list, cursor, ahead) = same.Key;
            var place = list.By.Parse(cursor, "after");
            var beyond = Met(Find(db, viewer, new RowRange(place, ahead, 1)), list.Where).Where(list.By.Beyond(place, ahead, orAt: true));
            foreach (var of in await reader.WithAny(beyond, [.. same], ct)) found[(of, same.Key)] = true;
        }
        return found;
    }, false);

    static IQueryable<TRow> Met(IQueryable<TRow> rows, RowFilter<TRow>? where) => where is null ? rows : rows.Where(where.Predicate);

    /// <summary>Which of the rows, in which order.</summary>
    sealed record Listing(RowFilter<TRow>? Where, RowOrder<TRow> By);
}
