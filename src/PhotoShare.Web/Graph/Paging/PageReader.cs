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

    IQueryable<TRow> Of(IQueryable<TRow> rows, IReadOnlyList<TParent> parents) => value.IsStatic ? rows
        : parents.Count == 1 ? OfOne(rows, parents[0])
        : OfMany(rows, parents);

    IQueryable<TRow> OfOne(IQueryable<TRow> rows, TParent one) =>
        rows.Where(Expression.Lambda<Func<TRow, bool>>(Expression.Equal(parent.Body, Expressions.Value(one)), parent.Parameters));

    IQueryable<TRow> OfMany(IQueryable<TRow> rows, IReadOnlyList<TParent> many) => rows.Where(Expression.Lambda<Func<TRow, bool>>(
        Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(TParent)], Expressions.Value(many), parent.Body), parent.Parameters));

    /// <summary>The page of every parent and one row more of each, which shows whether more follows.</summary>
    /// <param name="list">Says which list it is: the same rows but for viewer, parents and place. <c>null</c> for one that clients filter, of which each is another query.</param>
    /// <param name="find">The rows of a range of the list, of all parents. May put what it is given into expressions, and do nothing else with it.</param>
    /// <param name="each">So many first rows of each parent, where the list and the database have a way to look them up for one after the other; else <c>null</c>.</param>
    public async Task<IReadOnlyList<TRow>> Read(
        PhotoShareDb db, Viewer viewer, object? list, IReadOnlyList<TParent> parents, PageRequest page, RowOrder<TRow> order,
        Func<Viewer, RowRange, IQueryable<TRow>> find, Func<PhotoShareDb, Viewer, IReadOnlyList<TParent>, int, IQueryable<TRow>>? each, CancellationToken ct)
    {
        var slice = new Slice(
            page.After is { } after ? order.Parse(after, nameof(after)) : null, page.Before is { } before ? order.Parse(before, nameof(before)) : null, Planned(page.Count + 1));
        // One parent's rows come straight off an index; a window over many would number them all first.
        if (parents.Count == 1) return await Run(parents[0], (who, given, at) =>
        {
            var rows = Within(value.IsStatic ? find(who, at.Range) : OfOne(find(who, at.Range), (TParent)given), order, at);
            return rows.Provider.CreateQuery<TRow>(order.Ordered(typeof(Queryable), rows.Expression, page.Backward)).Take(at.Take);
        });
        TParent[] many = [.. parents];
        if (page is { After: null, Before: null, Backward: false } && each is not null) return await Run(many, (who, given, at) => each(db, who, (TParent[])given, at.Take));
        var pages = await Run(many, (who, given, at) =>
            Within(OfMany(find(who, at.Range), (TParent[])given), order, at).GroupBy(parent).Select(Top(order, page.Backward, at.Take)));
        return [.. pages.SelectMany(rows => rows)];

        async Task<List<T>> Run<T>(object of, Func<Viewer, object, Slice, IQueryable<T>> query) => list is null
            ? await query(viewer, of, slice).ToListAsync(ct)
            : await CompiledQueries.Rows(db, viewer, new Shape(list, order, page.Backward, slice.After?.Count, slice.Before?.Count, of is TParent), [of, .. slice.Values], (who, values) =>
                query(who, values[0]!, slice.With([.. values.Skip(1)])), ct, slice.Take);
    }

    static IQueryable<TRow> Within(IQueryable<TRow> rows, RowOrder<TRow> order, Slice slice)
    {
        if (slice.After is { } after) rows = rows.Where(order.Beyond(after, ahead: true));
        if (slice.Before is { } before) rows = rows.Where(order.Beyond(before, ahead: false));
        return rows;
    }

    /// <summary>
    /// As many rows or a few more. How many there will be is part of a statement, since it says which plan is good; so the sizes are these, and
    /// few plans are kept for the many sizes that clients ask for.
    /// </summary>
    static int Planned(int rows) => Sizes.First(size => size >= rows);

    static readonly int[] Sizes = [2, 3, 4, 6, 11, 13, 21, 31, 51, PageRequest.Most + 1];

    /// <summary>The first rows of a group, which providers make a window (ROW_NUMBER) of.</summary>
    static Expression<Func<IGrouping<TParent, TRow>, List<TRow>>> Top(RowOrder<TRow> order, bool backward, int take)
    {
        var group = Expression.Parameter(typeof(IGrouping<TParent, TRow>), "group");
        var ordered = order.Ordered(typeof(Enumerable), group, backward);
        var top = Expression.Call(typeof(Enumerable), nameof(Enumerable.Take), [typeof(TRow)], ordered, Expression.Constant(take));
        return Expression.Lambda<Func<IGrouping<TParent, TRow>, List<TRow>>>(Expression.Call(typeof(Enumerable), nameof(Enumerable.ToList), [typeof(TRow)], top), group);
    }

    /// <summary>What is read between two places of an order.</summary>
    sealed record Slice(IReadOnlyList<object?>? After, IReadOnlyList<object?>? Before, int Take)
    {
        public RowRange Range => new(After, IsAhead: true, Take);

        public IReadOnlyList<object?> Values => [.. After ?? [], .. Before ?? []];

        /// <summary>The same with other <see cref="Values"/>.</summary>
        public Slice With(IReadOnlyList<object?> values) => new(
            After is null ? null : [.. values.Take(After.Count)], Before is null ? null : [.. values.Skip(After?.Count ?? 0)], Take);
    }

    /// <summary>Which query it is but for its values.</summary>
    sealed record Shape(object List, RowOrder<TRow> Order, bool IsBackward, int? After, int? Before, bool IsOfOne);
}
