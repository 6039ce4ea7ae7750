using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query;

namespace PhotoShare;

/// <summary>
/// Makes parameters of the placeholders in a query. A captured query is looked into as well. Whatever else was captured would stay for good
/// as it was at the first time, so it is refused: it must be one of the values.
/// </summary>
sealed class Parameterized : ExpressionVisitor
{
    readonly IReadOnlyList<object> placeholders;
    readonly object? constant;

    Parameterized(IReadOnlyList<object> placeholders, object? constant)
    {
        this.placeholders = placeholders;
        this.constant = constant;
        Parameters = [.. placeholders.Select((placeholder, i) => Expression.Parameter(placeholder.GetType(), $"p{i}"))];
    }

    IReadOnlyList<ParameterExpression> Parameters { get; }

    /// <returns>The query as a function of a context and of what stands for each placeholder.</returns>
    /// <param name="constant">What it may have captured beside them, to be kept as it is.</param>
    public static LambdaExpression Query<TRow>(IQueryable<TRow> query, IReadOnlyList<object> placeholders, object? constant)
    {
        var visitor = new Parameterized(placeholders, constant);
        var body = visitor.Visit(query.Expression);
        Type[] types = [typeof(PhotoShareDb), .. visitor.Parameters.Select(parameter => parameter.Type), typeof(IQueryable<TRow>)];
        return Expression.Lambda(Expression.GetFuncType(types), body, [Expression.Parameter(typeof(PhotoShareDb), "db"), .. visitor.Parameters]);
    }

    protected override Expression VisitMember(MemberExpression node)
    {
        if (CapturedValues.Read(node) is not (true, var value)) return base.VisitMember(node);
        if (value is IQueryable query) return Visit(query.Expression);
        if (ParameterOf(value, node.Type) is { } parameter) return parameter;
        // A visitor has no id; what kind of viewer it is, is known of the whole query; and no value is one of a few words.
        if (value is null or Enum || value.Equals(constant) || IsKindOfViewer(node)) return Expression.Constant(value, node.Type);
        throw new InvalidOperationException($"A compiled query has captured {node.Member.DeclaringType}.{node.Member.Name} of {node.Type}. Make it one of its values.");
    }

    protected override Expression VisitMethodCall(MethodCallExpression node) =>
        node.Method.Name == nameof(Predicates.HoldsFor) && node.Method.DeclaringType == typeof(Predicates) && CapturedValues.Read(node.Arguments[0]) is (true, LambdaExpression rule)
            ? Visit(rule.BodyFor(node.Arguments[1]))
            : base.VisitMethodCall(node);

    protected override Expression VisitConstant(ConstantExpression node) => node.Value switch
    {
        IQueryable query when query.Expression != node => Visit(query.Expression),
        { } value when ParameterOf(value, node.Type) is { } parameter => parameter,
        null or bool or string or Enum or Guid or int or long or double => node,
        var value => throw new InvalidOperationException($"A compiled query has captured a {value.GetType()}. Make it one of its values."),
    };

    /// <summary>Of a context that has long ended when the query runs again.</summary>
    protected override Expression VisitExtension(Expression node) =>
        node is QueryRootExpression { QueryProvider: not null } root ? root.DetachQueryProvider() : base.VisitExtension(node);

    Expression? ParameterOf(object? value, Type type)
    {
        for (var i = 0; i < placeholders.Count; i++)
        {
            if (!placeholders[i].Equals(value)) continue;
            return type.IsValueType && type != Parameters[i].Type ? Expression.Convert(Parameters[i], type) : Parameters[i];
        }
        return null;
    }

    static bool IsKindOfViewer(MemberExpression node) => node.Type == typeof(bool) && node.Member.DeclaringType == typeof(Viewer);
}
