using System.Linq.Expressions;

namespace PhotoShare;

/// <summary>Lambdas of query expressions, put together.</summary>
public static class Predicates
{
    /// <summary>What a lambda says of its parameter, said of something else.</summary>
    public static Expression BodyFor(this LambdaExpression lambda, Expression instead) => new Replaced(lambda.Parameters[0], instead).Visit(lambda.Body);

    /// <summary>
    /// What a rule says of a row that a compiled query has at hand, in the rule's own words. To look for it among the rows of which the rule
    /// holds would read it once more.
    /// </summary>
    /// <param name="rule">A captured variable.</param>
    public static bool HoldsFor<T>(this Expression<Func<T, bool>> rule, T row) => throw new InvalidOperationException($"{rule} is for {nameof(CompiledQueries)} to put in place, of {row}.");

    /// <summary>Either of two conditions on a row.</summary>
    internal static Expression<Func<T, bool>> Or<T>(this Expression<Func<T, bool>> one, Expression<Func<T, bool>> other) =>
        Expression.Lambda<Func<T, bool>>(Expression.OrElse(one.Body, other.BodyFor(one.Parameters[0])), one.Parameters);

    /// <summary>Both of two conditions on a row.</summary>
    internal static Expression<Func<T, bool>> And<T>(this Expression<Func<T, bool>> one, Expression<Func<T, bool>> other) =>
        Expression.Lambda<Func<T, bool>>(Expression.AndAlso(one.Body, other.BodyFor(one.Parameters[0])), one.Parameters);

    sealed class Replaced(ParameterExpression parameter, Expression instead) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? instead : node;
    }
}
