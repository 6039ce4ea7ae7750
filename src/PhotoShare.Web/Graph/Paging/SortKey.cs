using System.Linq.Expressions;

namespace PhotoShare.Web;

/// <summary>One of the values that order rows, rising or falling. Rows without the value come last either way.</summary>
abstract class SortKey<TRow>(string name, Type type, bool descending)
{
    /// <summary>Which value of the row it is and of what type: the same text for the same bytes in a cursor.</summary>
    public string Name { get; } = $"{name}:{Nullable.GetUnderlyingType(type)?.Name + "?" ?? type.Name}";

    public bool Descending => descending;

    /// <summary>What stands in ORDER BY for it, the first to decide first.</summary>
    /// <param name="backward">From the end of the order to its beginning.</param>
    public abstract IEnumerable<(LambdaExpression By, bool Falling)> Terms(bool backward);

    /// <summary>Fetched rows in the order that the database has them in, as far as earlier keys leave it open.</summary>
    public abstract IOrderedEnumerable<TRow> Sort(IEnumerable<TRow> rows, bool backward);

    /// <summary>Whether the row's value lies beyond one at a cursor; with <paramref name="orEqual"/> whether it is the same or beyond.</summary>
    /// <param name="ahead">Towards the end of the order; else towards its beginning.</param>
    public abstract Expression Beyond(ParameterExpression row, object? value, bool ahead, bool orEqual);

    public abstract object? Of(TRow row);

    public abstract void Write(object? value, CursorWriter cursor);

    /// <summary>The value in a cursor. Throws <see cref="FormatException"/> for what is none.</summary>
    public abstract object? Read(ref CursorReader cursor);
}

/// <inheritdoc cref="SortKey{TRow}"/>
sealed class SortKey<TRow, TKey>(RowValue<TRow, TKey> value, bool descending) : SortKey<TRow>(value.Name, typeof(TKey), descending)
{
    static readonly bool IsNullable = default(TKey) is null;

    /// <summary>Of two keys, null is the greater.</summary>
    static readonly Comparer<TKey> NullsLast = Comparer<TKey>.Create((a, b) =>
        a is null || b is null ? (a is null).CompareTo(b is null) : Comparer<TKey>.Default.Compare(a, b));

    static readonly Comparer<TKey> NullsLastFalling = Comparer<TKey>.Create((a, b) =>
        a is null || b is null ? (a is null).CompareTo(b is null) : Comparer<TKey>.Default.Compare(b, a));

    public override IEnumerable<(LambdaExpression, bool)> Terms(bool backward)
    {
        // The databases do not agree where null belongs.
        if (IsNullable) yield return (Expression.Lambda<Func<TRow, bool>>(IsNull(value.Expression.Body), value.Expression.Parameters), backward);
        yield return (value.Expression, Descending != backward);
    }

    public override IOrderedEnumerable<TRow> Sort(IEnumerable<TRow> rows, bool backward)
    {
        var comparer = Descending ? NullsLastFalling : NullsLast;
        return rows is IOrderedEnumerable<TRow> sorted
            ? backward ? sorted.ThenByDescending(value.Of, comparer) : sorted.ThenBy(value.Of, comparer)
            : backward ? rows.OrderByDescending(value.Of, comparer) : rows.OrderBy(value.Of, comparer);
    }

    public override Expression Beyond(ParameterExpression row, object? at, bool ahead, bool orEqual)
    {
        var key = value.Expression.BodyFor(row);
        if (at is null) return (ahead, orEqual) switch
        {
            (true, true) => IsNull(key),
            (true, false) => Expression.Constant(false),
            (false, true) => Expression.Constant(true),
            (false, false) => Expression.Not(IsNull(key)),
        };
        var beyond = Expression.MakeBinary(With(ahead != Descending, orEqual), key, Expressions.Value((TKey)at));
        return IsNullable && ahead ? Expression.OrElse(beyond, IsNull(key)) : beyond;
    }

    public override object? Of(TRow row) => value.Of(row);

    public override void Write(object? at, CursorWriter cursor) => cursor.Write((TKey?)at, IsNullable);

    public override object? Read(ref CursorReader cursor) => cursor.Read(typeof(TKey), IsNullable);

    static ExpressionType With(bool greater, bool orEqual) => (greater, orEqual) switch
    {
        (true, false) => ExpressionType.GreaterThan,
        (true, true) => ExpressionType.GreaterThanOrEqual,
        (false, false) => ExpressionType.LessThan,
        (false, true) => ExpressionType.LessThanOrEqual,
    };

    static BinaryExpression IsNull(Expression key) => Expression.Equal(key, Expression.Constant(null, typeof(TKey)));
}
