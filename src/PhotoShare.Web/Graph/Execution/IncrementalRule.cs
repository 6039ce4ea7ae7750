using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>
/// Holds @defer and @stream to what the proposal for incremental delivery asks of them, so that a document that is taken here is taken
/// by a server that does deliver in parts.
/// </summary>
public sealed class IncrementalRule : ValidationRuleBase
{
    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context)
    {
        var labels = new HashSet<string>(StringComparer.Ordinal);
        return new(new NodeVisitors(
            new MatchingNodeVisitor<GraphQLField>((field, c) => Stream(field, c, labels)),
            new MatchingNodeVisitor<GraphQLInlineFragment>((fragment, c) => Defer(fragment, c, labels)),
            new MatchingNodeVisitor<GraphQLFragmentSpread>((spread, c) => Defer(spread, c, labels))));
    }

    static void Stream(GraphQLField field, ValidationContext context, HashSet<string> labels)
    {
        if (Find(field, StreamDirective.DirectiveName) is not { } directive) return;
        Common(directive, context, labels);
        var type = context.TypeInfo.GetFieldDef()?.ResolvedType;
        if (type is not null && (type is NonNullGraphType { ResolvedType: var inner } ? inner : type) is not ListGraphType)
            Report(context, directive, $"@stream goes on a list, and '{field.Name.StringValue}' is none.");
        if (Argument(directive, "initialCount") is GraphQLIntValue count && count.Value.Span[0] == '-')
            Report(context, directive, "@stream begins with 0 or more elements.");
    }

    static void Defer(IHasDirectivesNode node, ValidationContext context, HashSet<string> labels)
    {
        if (Find(node, DeferDirective.DirectiveName) is { } directive) Common(directive, context, labels);
    }

    static void Common(GraphQLDirective directive, ValidationContext context, HashSet<string> labels)
    {
        // With a label, a client finds the place of a part; it must know it before it sends.
        switch (Argument(directive, "label"))
        {
            case GraphQLVariable:
                Report(context, directive, $"The label of @{directive.Name.StringValue} is written in the document, not a variable.");
                break;
            case GraphQLStringValue { Value: var label } when !labels.Add(label.ToString()):
                Report(context, directive, $"The label '{label}' is there twice.");
                break;
        }
        var parent = directive.Name.Value == StreamDirective.DirectiveName ? context.TypeInfo.GetParentType() : context.TypeInfo.GetLastType();
        if (parent is not null && (parent == context.Schema.Mutation || parent == context.Schema.Subscription))
            Report(context, directive, $"@{directive.Name.StringValue} does not go at the root of a mutation or subscription.");
    }

    static GraphQLDirective? Find(IHasDirectivesNode node, string name) => node.Directives?.Items.Find(directive => directive.Name.Value == name);

    static GraphQLValue? Argument(GraphQLDirective directive, string name) => directive.Arguments?.Items.Find(argument => argument.Name.Value == name)?.Value;

    static void Report(ValidationContext context, GraphQLDirective directive, string sentence) =>
        context.ReportError(new GraphQL.Validation.ValidationError(context.Document.Source, null, sentence, directive) { Code = "INCREMENTAL_DELIVERY" });
}
