using System.Reflection;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>The directive @requiresOptIn, as https://github.com/graphql/graphql-wg/blob/main/rfcs/OptInFeatures.md proposes it.</summary>
public sealed class RequiresOptInDirective : Directive
{
    internal const string DirectiveName = "requiresOptIn";
    internal const string Feature = "feature";

    /// <summary>Tools that read introspection may know it, though no operation uses it.</summary>
    public override bool? Introspectable => true;

    public RequiresOptInDirective()
        : base(DirectiveName, DirectiveLocation.FieldDefinition, DirectiveLocation.ArgumentDefinition, DirectiveLocation.InputFieldDefinition, DirectiveLocation.EnumValue)
    {
        Description = "Marks what is being tried out: it works, and may change or go without the notice that a deprecation gives. Who uses it has chosen to.";
        Repeatable = true;
        Arguments = new QueryArguments(new QueryArgument<NonNullGraphType<StringGraphType>>
        {
            Name = Feature,
            Description = "The feature that it belongs to, in lower case: live-captions. What belongs to one feature is chosen together.",
        });
    }
}

/// <summary>Marks a field, an argument, an input field or an enum value as part of a feature that is being tried out.</summary>
/// <param name="feature">The feature's name, as <c>@requiresOptIn(feature:)</c> gives it.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.Field | AttributeTargets.Parameter, AllowMultiple = true)]
public sealed class RequiresOptInAttribute(string feature) : GraphQLAttribute
{
    public override void Modify(FieldType fieldType, bool isInputType, IGraphType graphType, MemberInfo memberInfo, ref bool ignore) => fieldType.ApplyDirective(RequiresOptInDirective.DirectiveName, RequiresOptInDirective.Feature, feature);

    public override void Modify(EnumValueDefinition enumValueDefinition) => enumValueDefinition.ApplyDirective(RequiresOptInDirective.DirectiveName, RequiresOptInDirective.Feature, feature);

    public override void Modify(QueryArgument queryArgument, ParameterInfo parameterInfo) => queryArgument.ApplyDirective(RequiresOptInDirective.DirectiveName, RequiresOptInDirective.Feature, feature);
}
