using System.Globalization;
using System.Linq.Expressions;

namespace PhotoShare.Web;

/// <summary>
/// Makes a <c>where</c> into a query's condition, within bounds: what a client may nest, list and combine, a database must
/// be able to answer. Beside the condition it writes down its text, by which two of the same are known.
/// </summary>
sealed class FilterBuilder<TRow>
{
    const int MostNested = 5;
    const int MostConditions = 50;
    const int MostListed = 100;
    const int LongestText = 200;

    readonly ParameterExpression row = Expression.Parameter(typeof(TRow), "row");
    readonly List<string> text = [];
    Expression all = Expression.Constant(true);
    string at = "where";
    int nested, conditions;

    /// <summary>The filter that a <c>where</c> describes; <c>null</c> for none. Refuses one out of bounds.</summary>
    public static RowFilter<TRow>? Of<TInput>(TInput? where) where TInput : FilterInput<TInput, TRow>
    {
        if (where is null) return null;
        var filter = new FilterBuilder<TRow>();
        filter.Add(where);
        return filter.conditions == 0 ? null : new(string.Join(' ', filter.text), Expression.Lambda<Func<TRow, bool>>(filter.all, filter.row));
    }

    void Add<TInput>(TInput input) where TInput : FilterInput<TInput, TRow>
    {
        if (nested > MostNested) throw new Refused("FILTER_DEPTH", $"and and or nest up to {MostNested} deep.", at);
        input.Describe(this);
        if (input.And is { } both) Each(both, "and", Expressions.And, start: true);
        if (input.Or is { Count: > 0 } either) Each(either, "or", Expressions.Or, start: false);
    }

    void Each<TInput>(IReadOnlyList<TInput> inputs, string name, Func<Expression, Expression, Expression> combine, bool start) where TInput : FilterInput<TInput, TRow>
    {
        var (outside, here, combined) = (all, at, (Expression)Expression.Constant(start));
        text.Add($"{name}(");
        nested++;
        for (var i = 0; i < inputs.Count; i++)
        {
            (all, at) = (Expression.Constant(true), $"{here}.{name}.{i}");
            Add(inputs[i]);
            combined = combine(combined, all);
            text.Add(",");
        }
        nested--;
        text.Add(")");
        (all, at) = (Expressions.And(outside, combined), here);
    }

    /// <summary>One condition on one value.</summary>
    /// <param name="operation">What is asked of it, e.g. <c>caption.contains</c>.</param>
    /// <param name="asked">The value that it is compared with.</param>
    public void Where(string operation, object? asked, Expression<Func<TRow, bool>> holds)
    {
        if (++conditions > MostConditions) throw new Refused("FILTER_SIZE", $"A where has up to {MostConditions} conditions.", "where");
        text.Add($"{operation}={Written(asked, $"{at}.{operation}")}");
        all = Expressions.And(all, holds.BodyFor(row));
    }

    /// <summary>Lengths stand before texts, so that no value can look like another condition.</summary>
    static string Written(object? asked, string path) => asked switch
    {
        null => "null",
        string { Length: > LongestText } => throw new Refused("FILTER_TEXT", $"A text to compare with has up to {LongestText} characters.", path),
        string one => $"{one.Length}:{one}",
        IReadOnlyCollection<string> list => Written(list, list.Count, path),
        IReadOnlyCollection<PhotoStatus> list => Written(list, list.Count, path),
        DateTime time => time.Ticks.ToString(CultureInfo.InvariantCulture),
        _ => asked.ToString()!,
    };

    static string Written<T>(IEnumerable<T> list, int count, string path) => count <= MostListed
        ? $"[{string.Join(',', list.Select(one => Written(one, path)))}]"
        : throw new Refused("FILTER_LIST", $"A list to compare with has up to {MostListed} values.", path);
}
