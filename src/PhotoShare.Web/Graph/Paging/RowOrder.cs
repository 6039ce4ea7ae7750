using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>How the rows of a connection are ordered and cut, as query expressions: by a unique key, within a parent.</summary>
sealed class RowOrder<TParent, TRow>(Expression<Func<TRow, TParent>> parent, Expression<Func<TRow, Guid>> key, bool descending)
{
    public Func<TRow, TParent> ParentOf { get; } = parent.Compile();
    public Func<TRow, Guid> KeyOf { get; } = key.Compile();

    public IQueryable<TRow> Of(IQueryable<TRow> rows, IReadOnlyList<TParent> parents) =>
        parents.Count == 1
            ? rows.Where(Expression.Lambda<Func<TRow, bool>>(Expression.Equal(parent.Body, Value(() => parents[0])), parent.Parameters))
            : rows.Where(Expression.Lambda<Func<TRow, bool>>(
                Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(TParent)], Value(() => parents), parent.Body), parent.Parameters));

    /// <summary>The page of every parent and one row more of each, which shows whether more follows. One statement.</summary>
    public async Task<IReadOnlyList<TRow>> Read(IQueryable<TRow> rows, IReadOnlyList<TParent> parents, PageRequest page, CancellationToken ct)
    {
        rows = Of(rows, parents);
        if (page.After is { } after) rows = rows.Where(Compare(after, descending ? ExpressionType.LessThan : ExpressionType.GreaterThan));
        if (page.Before is { } before) rows = rows.Where(Compare(before, descending ? ExpressionType.GreaterThan : ExpressionType.LessThan));
        var falling = descending != page.Backward;
        var take = page.Count + 1;
        // One parent's rows come straight off an index; a window over many would number them all first.
        if (parents.Count == 1) return await (falling ? rows.OrderByDescending(key) : rows.OrderBy(key)).Take(take).ToListAsync(ct);
        var pages = await rows.GroupBy(parent).Select(Top(falling ? nameof(Enumerable.OrderByDescending) : nameof(Enumerable.OrderBy), take)).ToListAsync(ct);
        return [.. pages.SelectMany(rows => rows)];
    }

    /// <summary>Fetched rows in the order in which they were counted off.</summary>
    public IReadOnlyList<TRow> Sort(IEnumerable<TRow> rows, PageRequest page) =>
        [.. descending != page.Backward ? rows.OrderByDescending(KeyOf) : rows.OrderBy(KeyOf)];

    /// <summary>The rows at a cursor and beyond it: ahead, or back towards the beginning.</summary>
    public IQueryable<TRow> From(IQueryable<TRow> rows, Guid cursor, bool ahead) =>
        rows.Where(Compare(cursor, ahead != descending ? ExpressionType.GreaterThanOrEqual : ExpressionType.LessThanOrEqual));

    Expression<Func<TRow, bool>> Compare(Guid cursor, ExpressionType with) =>
        Expression.Lambda<Func<TRow, bool>>(Expression.MakeBinary(with, key.Body, Value(() => cursor)), key.Parameters);

    /// <summary>The first rows of a group, which providers make a window (ROW_NUMBER) of.</summary>
    Expression<Func<IGrouping<TParent, TRow>, List<TRow>>> Top(string orderBy, int take)
    {
        var group = Expression.Parameter(typeof(IGrouping<TParent, TRow>), "group");
        var ordered = Expression.Call(typeof(Enumerable), orderBy, [typeof(TRow), typeof(Guid)], group, key);
        var top = Expression.Call(typeof(Enumerable), nameof(Enumerable.Take), [typeof(TRow)], ordered, Value(() => take));
        return Expression.Lambda<Func<IGrouping<TParent, TRow>, List<TRow>>>(Expression.Call(typeof(Enumerable), nameof(Enumerable.ToList), [typeof(TRow)], top), group);
    }

    /// <summary>A captured value, which the provider makes a parameter of, so that the statement's text is the same for every value.</summary>
    static Expression Value<T>(Expression<Func<T>> captured) => captured.Body;
}
