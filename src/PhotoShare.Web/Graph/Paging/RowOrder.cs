using System.Buffers.Binary;
using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text;

namespace PhotoShare.Web;

/// <summary>Begins an order of rows.</summary>
public static class RowOrder
{
    public static RowOrder<TRow> Ascending<TRow, TKey>(Expression<Func<TRow, TKey>> key) => By(key, descending: false);

    public static RowOrder<TRow> Descending<TRow, TKey>(Expression<Func<TRow, TKey>> key) => By(key, descending: true);

    public static RowOrder<TRow> By<TRow, TKey>(Expression<Func<TRow, TKey>> key, bool descending) => new RowOrder<TRow>().Then(key, descending);
}

/// <summary>
/// How the rows of a connection are ordered: by one value or several, of which the last is different for every row. Rows without a
/// value (null) come last, rising or falling. Values are Guid, int, long, double or DateTime, or nullable ones of these, and
/// properties of the row: what is computed is selected into the row first.
/// </summary>
/// <example><c>RowOrder.Descending((RankedPost row) => row.LikeCount).ThenDescending(row => row.Post.Id)</c></example>
public sealed class RowOrder<TRow> : IEquatable<RowOrder<TRow>>
{
    readonly SortKey<TRow>[] keys;
    readonly string name;
    readonly uint fingerprint;

    internal RowOrder(params SortKey<TRow>[] keys)
    {
        this.keys = keys;
        name = string.Join(',', keys.Select(key => key.Name + (key.Descending ? "-" : "+")));
        // A cursor is a place in the values, so it holds in the opposite order too.
        fingerprint = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(',', keys.Select(key => key.Name)))));
    }

    public RowOrder<TRow> ThenAscending<TKey>(Expression<Func<TRow, TKey>> key) => Then(key, descending: false);

    public RowOrder<TRow> ThenDescending<TKey>(Expression<Func<TRow, TKey>> key) => Then(key, descending: true);

    /// <summary>The same order if it has the value already.</summary>
    internal RowOrder<TRow> Then<TKey>(Expression<Func<TRow, TKey>> key, bool descending)
    {
        var next = new SortKey<TRow, TKey>(new(key), descending);
        return keys.Any(known => known.Name == next.Name) ? this : new([.. keys, next]);
    }

    /// <summary>The place of a row.</summary>
    public string CursorOf(TRow row) => CursorAt([.. keys.Select(key => key.Of(row))]);

    /// <summary>The place of a row with these values, one for each key, whether there is such a row or not.</summary>
    public string CursorAt(params IReadOnlyList<object?> values)
    {
        var cursor = new CursorWriter(fingerprint);
        foreach (var (key, value) in keys.Zip(values)) key.Write(value, cursor);
        return cursor.ToString();
    }

    /// <summary>The values at a cursor, one for each key; refuses what is no cursor, or one of another order.</summary>
    /// <param name="path">The argument that it came in.</param>
    public IReadOnlyList<object?> Parse(string cursor, string path)
    {
        try
        {
            var reader = new CursorReader(cursor, fingerprint);
            var values = new object?[keys.Length];
            for (var i = 0; i < keys.Length; i++) values[i] = keys[i].Read(ref reader);
            reader.End();
            return values;
        }
        catch (FormatException)
        {
            throw new Refused("INVALID_CURSOR", "That is not a cursor of this list in this order. Use one that the API gave for it.", path);
        }
    }

    /// <summary>Whether a row lies beyond a place: towards the end of the order, or else its beginning. With <paramref name="orAt"/> also at it.</summary>
    public Expression<Func<TRow, bool>> Beyond(IReadOnlyList<object?> place, bool ahead, bool orAt = false)
    {
        var row = Expression.Parameter(typeof(TRow), "row");
        var beyond = keys[^1].Beyond(row, place[^1], ahead, orAt);
        // a >= x and (a > x or b > y): the first part is a range of an index, which the usual a > x or (a = x and b > y) hides.
        for (var i = keys.Length - 2; i >= 0; i--)
            beyond = Expressions.And(keys[i].Beyond(row, place[i], ahead, orEqual: true), Expressions.Or(keys[i].Beyond(row, place[i], ahead, orEqual: false), beyond));
        return Expression.Lambda<Func<TRow, bool>>(beyond, row);
    }

    /// <summary>Fetched rows as the database orders them.</summary>
    internal IReadOnlyList<TRow> Sort(IEnumerable<TRow> rows, bool backward) =>
        [.. keys.Aggregate(rows, (sorted, key) => key.Sort(sorted, backward))];

    /// <summary>A call that orders <paramref name="rows"/>: a query where <paramref name="methods"/> is Queryable, a group of one where it is Enumerable.</summary>
    internal Expression Ordered(Type methods, Expression rows, bool backward)
    {
        var by = "OrderBy";
        foreach (var (term, falling) in keys.SelectMany(key => key.Terms(backward)))
        {
            Expression key = methods == typeof(Queryable) ? Expression.Quote(term) : term;
            rows = Expression.Call(methods, falling ? by + "Descending" : by, [typeof(TRow), term.ReturnType], rows, key);
            by = "ThenBy";
        }
        return rows;
    }

    public bool Equals(RowOrder<TRow>? other) => other?.name == name;

    public override bool Equals(object? obj) => Equals(obj as RowOrder<TRow>);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(name);
}
