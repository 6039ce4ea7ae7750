using System.Linq.Expressions;

namespace PhotoShare.Web;

/// <summary>Which way a list is sorted.</summary>
public enum SortDirection
{
    /// <summary>From the least to the greatest: A before B, the older before the newer.</summary>
    Asc,

    /// <summary>From the greatest to the least: B before A, the newer before the older.</summary>
    Desc,
}

/// <summary>One term of an <c>order</c>: a value of the row and a direction.</summary>
public abstract class SortInput<TRow>
{
    /// <summary>The values that rows can be sorted by, each with the direction that was asked for, if it was.</summary>
    internal abstract IEnumerable<(string Name, SortDirection? Direction, Func<RowOrder<TRow>, bool, RowOrder<TRow>> Then)> Values { get; }
}

static class SortInputs
{
    /// <summary>
    /// The order that a list of terms describes; <c>null</c> for none. Rows that it leaves level come by <paramref name="unique"/>, the greatest first.
    /// Refuses a term with no value or several, and a value that comes twice.
    /// </summary>
    public static RowOrder<TRow>? OrderBy<TRow>(this IReadOnlyList<SortInput<TRow>>? order, Expression<Func<TRow, Guid>> unique)
    {
        if (order is not { Count: > 0 }) return null;
        var (by, names) = (new RowOrder<TRow>(), new HashSet<string>());
        for (var i = 0; i < order.Count; i++)
        {
            if (order[i].Values.Where(value => value.Direction is not null).ToList() is not [var (name, direction, then)])
                throw new Refused("ORDER_TERM", "Each term of an order sorts by one value: order: [{createdAt: DESC}].", $"order.{i}");
            if (!names.Add(name)) throw new Refused("ORDER_TERM", $"An order sorts by {name} once.", $"order.{i}.{name}");
            by = then(by, direction == SortDirection.Desc);
        }
        return by.Then(unique, descending: true);
    }
}
