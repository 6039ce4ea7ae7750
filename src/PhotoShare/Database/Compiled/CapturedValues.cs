using System.Linq.Expressions;
using System.Reflection;

namespace PhotoShare;

/// <summary>What an expression has captured: fields and properties that hang on an object which the expression holds as a constant.</summary>
static class CapturedValues
{
    /// <returns>Whether the node reads such a value, and which; nothing is evaluated but fields and properties.</returns>
    public static (bool Is, object? Value) Read(Expression? node) => node switch
    {
        ConstantExpression constant => (true, constant.Value),
        MemberExpression member when Read(member.Expression) is (true, { } owner) => (true, Read(member.Member, owner)),
        _ => default,
    };

    static object? Read(MemberInfo member, object owner) => member switch
    {
        FieldInfo field => field.GetValue(owner),
        // A nullable value in a box is the value itself.
        PropertyInfo { Name: nameof(Nullable<>.Value) } property when Nullable.GetUnderlyingType(property.DeclaringType!) is not null => owner,
        PropertyInfo { Name: nameof(Nullable<>.HasValue) } property when Nullable.GetUnderlyingType(property.DeclaringType!) is not null => true,
        PropertyInfo property => property.GetValue(owner),
        _ => throw new ArgumentException($"{member} is neither a field nor a property."),
    };
}
