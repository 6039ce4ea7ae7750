using GraphQL.Types;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>
/// @defer, of the specification's proposal for incremental delivery. It lets a server answer in parts and does not oblige it to: here
/// the batch loaders read all parts of an operation with the same few statements, so that parts would come later, not sooner.
/// </summary>
sealed class DeferDirective : Directive
{
    public const string DirectiveName = "defer";

    public override bool? Introspectable => true;

    public DeferDirective() : base(DirectiveName, DirectiveLocation.FragmentSpread, DirectiveLocation.InlineFragment)
    {
        Description = "Says that a fragment may come later than the rest. This server answers everything at once.";
        Arguments = new QueryArguments(IncrementalArguments.If("Whether it may."), IncrementalArguments.Label());
    }
}

/// <summary>@stream, likewise.</summary>
sealed class StreamDirective : Directive
{
    public const string DirectiveName = "stream";

    public override bool? Introspectable => true;

    public StreamDirective() : base(DirectiveName, DirectiveLocation.Field)
    {
        Description = "Says that the elements of a list may come one by one. This server answers everything at once.";
        Arguments = new QueryArguments(
            IncrementalArguments.If("Whether they may."),
            IncrementalArguments.Label(),
            new QueryArgument<IntGraphType> { Name = "initialCount", DefaultValue = 0, Description = "How many elements the client wants to see first, 0 or more." });
    }
}

static class IncrementalArguments
{
    public static QueryArgument If(string description) => new QueryArgument<NonNullGraphType<BooleanGraphType>> { Name = "if", DefaultValue = true, Description = description };

    public static QueryArgument Label() => new QueryArgument<StringGraphType> { Name = "label", Description = "Tells the part from the document's others." };
}
