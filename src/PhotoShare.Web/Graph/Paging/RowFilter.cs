using System.Linq.Expressions;

namespace PhotoShare.Web;

/// <summary>A condition that a connection's rows meet.</summary>
/// <param name="Text">Says all of it: two filters of the same text are the same, and their pages are read together.</param>
public sealed record RowFilter<TRow>(string Text, Expression<Func<TRow, bool>> Predicate)
{
    /// <summary>The same, for rows that have such a row in them.</summary>
    public RowFilter<TOuter> On<TOuter>(Expression<Func<TOuter, TRow>> inside) =>
        new(Text, Expression.Lambda<Func<TOuter, bool>>(Predicate.BodyFor(inside.Body), inside.Parameters));

    public bool Equals(RowFilter<TRow>? other) => other?.Text == Text;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);
}
