using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>What the operations of a filter mean, once for every column of their type.</summary>
static class Conditions
{
    const string Escape = "!";

    /// <summary>Conditions on a text column.</summary>
    public static void Text<TRow>(this FilterBuilder<TRow> filter, string name, StringFilterInput? input, Expression<Func<TRow, string?>> column)
    {
        if (input is null) return;
        if (input.HasEq) filter.Where($"{name}.eq", input.Eq, On(column, value => value == input.Eq));
        if (input.HasNeq) filter.Where($"{name}.neq", input.Neq, On(column, value => value != input.Neq));
        if (input.Contains is { } part && Letters.Fold(part) is var folded) filter.Where($"{name}.contains", part, On(column, value => Letters.Fold(value!).Contains(folded)));
        if (input.StartsWith is { } start && Beginning(Letters.Fold(start)) is var begun) filter.Where($"{name}.startsWith", start, On(column, value => EF.Functions.Like(Letters.Fold(value!), begun, Escape)));
        if (input.In is { } some) filter.Where($"{name}.in", some, On(column, value => some.Contains(value)));
        if (input.Nin is { } none) filter.Where($"{name}.nin", none, On(column, value => !none.Contains(value)));
    }

    /// <summary>Conditions on texts of which a row has several: one of them is so; or for neq and nin, none of them is.</summary>
    /// <param name="written">How a text is written in the column, given what a client wrote.</param>
    public static void AnyText<TRow>(
        this FilterBuilder<TRow> filter, string name, StringFilterInput? input, Expression<Func<TRow, IEnumerable<string>>> column, Func<string, string> written)
    {
        if (input is null) return;
        if (input.HasEq) filter.Where($"{name}.eq", input.Eq, input.Eq is { } eq && written(eq) is var same ? On(column, all => all.Any(one => one == same)) : On(column, all => !all.Any()));
        if (input.HasNeq) filter.Where($"{name}.neq", input.Neq, input.Neq is { } neq && written(neq) is var other ? On(column, all => all.All(one => one != other)) : On(column, all => all.Any()));
        if (input.Contains is { } part && written(part) is var inside) filter.Where($"{name}.contains", part, On(column, all => all.Any(one => one.Contains(inside))));
        if (input.StartsWith is { } start && Beginning(written(start)) is var begun) filter.Where($"{name}.startsWith", start, On(column, all => all.Any(one => EF.Functions.Like(one, begun, Escape))));
        if (input.In is { } some)
        {
            List<string> names = [.. some.Select(written)];
            filter.Where($"{name}.in", some, On(column, all => all.Any(one => names.Contains(one))));
        }
        if (input.Nin is { } none)
        {
            List<string> names = [.. none.Select(written)];
            filter.Where($"{name}.nin", none, On(column, all => !all.Any(one => names.Contains(one))));
        }
    }

    /// <summary>Conditions on a moment.</summary>
    public static void Time<TRow>(this FilterBuilder<TRow> filter, string name, DateTimeFilterInput? input, Expression<Func<TRow, DateTime?>> column)
    {
        if (input is null) return;
        if (input.HasEq) filter.Where($"{name}.eq", input.Eq, On(column, value => value == input.Eq));
        if (input.HasNeq) filter.Where($"{name}.neq", input.Neq, On(column, value => value != input.Neq));
        if (input.Gt is { } gt) filter.Where($"{name}.gt", gt, On(column, value => value > gt));
        if (input.Gte is { } gte) filter.Where($"{name}.gte", gte, On(column, value => value >= gte));
        if (input.Lt is { } lt) filter.Where($"{name}.lt", lt, On(column, value => value < lt));
        if (input.Lte is { } lte) filter.Where($"{name}.lte", lte, On(column, value => value <= lte));
    }

    /// <summary>A pattern for what begins with a text, in which % and _ mean themselves.</summary>
    static string Beginning(string text) =>
        $"{text.Replace(Escape, Escape + Escape, StringComparison.Ordinal).Replace("%", Escape + "%", StringComparison.Ordinal).Replace("_", Escape + "_", StringComparison.Ordinal)}%";

    /// <summary>What is said of a column's value, said of a row.</summary>
    static Expression<Func<TRow, bool>> On<TRow, TValue>(Expression<Func<TRow, TValue>> column, Expression<Func<TValue, bool>> holds) =>
        Expression.Lambda<Func<TRow, bool>>(holds.BodyFor(column.Body), column.Parameters);
}
