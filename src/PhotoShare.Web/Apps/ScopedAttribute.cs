using GraphQL;
using GraphQL.Types;

namespace PhotoShare.Web;

/// <summary>Marks a field with the scope that a token with bounds needs for it. Every mutation and subscription names its own. <see cref="ScopeRule"/> holds it.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class ScopedAttribute(Scope scope) : GraphQLAttribute
{
    public override void Modify(FieldType fieldType, bool isInputType) => fieldType.WithMetadata(ScopeRule.Key, new NeededScope(scope));
}

/// <summary>Marks a field, or every field that answers a type, as being for people themselves: no scope lets an app have it, nor another token with bounds.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Property)]
public sealed class UnscopedAttribute : GraphQLAttribute
{
    public override void Modify(IGraphType graphType) => graphType.WithMetadata(ScopeRule.Key, new NeededScope(null));

    public override void Modify(FieldType fieldType, bool isInputType) => fieldType.WithMetadata(ScopeRule.Key, new NeededScope(null));
}

/// <param name="Scope"><c>null</c>: none is enough.</param>
sealed record NeededScope(Scope? Scope);
