using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>Reads pages of the children of one parent or of many, in one statement. Of a list without a parent there is one.</summary>
sealed class PageReader<TParent, TRow>(Expression<Func<TRow, TParent>> parent) where TParent : notnull
{
    readonly RowValue<TRow, TParent> value = new(parent);

    public TParent ParentOf(TRow row) => value.Of(row);

    /// <summary>How many rows each parent has; one that has none may be missing.</summary>
    public async Task<IReadOnlyDictionary<TParent, int>> Counts(IQueryable<TRow> rows, IReadOnlyList<TParent> parents, CancellationToken ct) => value.IsStatic
        ? new Dictionary<TParent, int> { [parents[0]] = await rows.CountAsync(ct) }
        : await Of(rows, parents).GroupBy(parent).Select(of => new { of.Key, Count = of.Count() }).ToDictionaryAsync(of => of.Key, of => of.Count, ct);

    /// <summary>The parents that have any row.</summary>
    public async Task<IReadOnlyList<TParent>> WithAny(IQueryable<TRow> rows, IReadOnlyList<TParent> parents, CancellationToken ct) => value.IsStatic
        ? await rows.AnyAsync(ct) ? parents : []
        : await Of(rows, parents).Select(parent).Distinct().ToListAsync(ct);

    IQueryable<TRow> Of(IQueryable<TRow> rows, IReadOnlyList<TParent> parents) => value.IsStatic ? rows : rows.Where(Expression.Lambda<Func<TRow, bool>>(
        parents.Count == 1
            ? Expression.Equal(parent.Body, Expressions.Value(parents[0]))
            : Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(TParent)], Expressions.Value(parents), parent.Body),
        parent.Parameters));

    /// <summary>The page of every parent and one row more of each, which shows whether more follows.</summary>
    public async Task<IReadOnlyList<TRow>> Read(IQueryable<TRow> rows, IReadOnlyList<TParent> parents, PageRequest page, RowOrder<TRow> order, CancellationToken ct)
    {
        rows = Of(rows, parents);
        if (page.After is { } after) rows = rows.Where(order.Beyond(order.Parse(after, "after"), ahead: true));
        if (page.Before is { } before) rows = rows.Where(order.Beyond(order.Parse(before, "before"), ahead: false));
        var take = page.Count + 1;
        // One parent's rows come straight off an index; a window over many would number them all first.
        if (parents.Count == 1)
            return await rows.Provider.CreateQuery<TRow>(order.Ordered(typeof(Queryable), rows.Expression, page.Backward)).Take(take).ToListAsync(ct);
        var pages = await rows.GroupBy(parent).Select(Top(order, page.Backward, take)).ToListAsync(ct);
        return [.. pages.SelectMany(rows => rows)];
    }

    /// <summary>The first rows of a group, which providers make a window (ROW_NUMBER) of.</summary>
    static Expression<Func<IGrouping<TParent, TRow>, List<TRow>>> Top(RowOrder<TRow> order, bool backward, int take)
    {
        var group = Expression.Parameter(typeof(IGrouping<TParent, TRow>), "group");
        var ordered = order.Ordered(typeof(Enumerable), group, backward);
        var top = Expression.Call(typeof(Enumerable), nameof(Enumerable.Take), [typeof(TRow)], ordered, Expressions.Value(take));
        return Expression.Lambda<Func<IGrouping<TParent, TRow>, List<TRow>>>(Expression.Call(typeof(Enumerable), nameof(Enumerable.ToList), [typeof(TRow)], top), group);
    }
}
