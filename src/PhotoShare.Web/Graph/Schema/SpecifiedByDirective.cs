using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>The specification's own @specifiedBy, which GraphQL.NET does not bring.</summary>
sealed class SpecifiedByDirective : Directive
{
    const string DirectiveName = "specifiedBy";

    /// <summary>Tools that read introspection may know it, though no operation uses it.</summary>
    public override bool? Introspectable => true;

    public SpecifiedByDirective() : base(DirectiveName, DirectiveLocation.Scalar)
    {
        Description = "Says where the form of a scalar is specified.";
        Arguments = new QueryArguments(new QueryArgument<NonNullGraphType<StringGraphType>> { Name = "url", Description = "The address of the specification." });
    }

    public static void On(ScalarGraphType scalar, string url) => scalar.ApplyDirective(DirectiveName, "url", url);

    public static string? UrlOf(IGraphType type) => type.FindAppliedDirective(DirectiveName)?.FindArgument("url")?.Value as string;
}
