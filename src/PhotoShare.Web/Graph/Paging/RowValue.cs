using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace PhotoShare.Web;

/// <summary>
/// Something that a row has, for the database as an expression and for us as a function: a path of properties, e.g.
/// <c>row => row.Post.Id</c>, or a static one. Nothing else, so that its name says all of it and it is compiled once for the process,
/// though loaders live for a request.
/// </summary>
sealed class RowValue<TRow, TValue>
{
    static readonly ConcurrentDictionary<string, Func<TRow, TValue>> Compiled = new();

    public RowValue(Expression<Func<TRow, TValue>> expression)
    {
        Expression = expression;
        Name = PathOf(expression.Body);
        Of = Compiled.GetOrAdd(Name, static (_, path) => path.Compile(), expression);
    }

    public Expression<Func<TRow, TValue>> Expression { get; }

    /// <summary>Its path, e.g. <c>Post.Id</c>.</summary>
    public string Name { get; }

    public Func<TRow, TValue> Of { get; }

    /// <summary>Whether it is the same for all rows.</summary>
    public bool IsStatic => Expression.Body is MemberExpression { Expression: null };

    static string PathOf(Expression at) => at switch
    {
        MemberExpression { Expression: ParameterExpression } member => member.Member.Name,
        MemberExpression { Expression: null, Member: FieldInfo or PropertyInfo } constant => $"{constant.Member.DeclaringType}.{constant.Member.Name}",
        MemberExpression { Expression: { } owner } member => $"{PathOf(owner)}.{member.Member.Name}",
        UnaryExpression { NodeType: ExpressionType.Convert } wider => PathOf(wider.Operand),
        _ => throw new ArgumentException($"{at} is not a path of a row's properties. Select it into the row first, and name the property."),
    };
}
