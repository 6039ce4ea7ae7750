using System.Linq.Expressions;

namespace PhotoShare.Web;

/// <summary>Pieces of query expressions, put together.</summary>
static class Expressions
{
    /// <summary>A captured value, which the provider makes a parameter of, so that the statement's text is the same for every value.</summary>
    public static Expression Value<T>(T value)
    {
        Expression<Func<T>> captured = () => value;
        return captured.Body;
    }

    /// <summary>Both; without what is always so.</summary>
    public static Expression And(Expression one, Expression other) =>
        IsConstant(one, true) || IsConstant(other, false) ? other : IsConstant(other, true) || IsConstant(one, false) ? one : Expression.AndAlso(one, other);

    /// <summary>Either; without what is never so.</summary>
    public static Expression Or(Expression one, Expression other) =>
        IsConstant(one, false) || IsConstant(other, true) ? other : IsConstant(other, false) || IsConstant(one, true) ? one : Expression.OrElse(one, other);

    static bool IsConstant(Expression expression, bool value) => expression is ConstantExpression { Value: bool constant } && constant == value;
}
