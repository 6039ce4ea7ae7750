using System.Runtime.CompilerServices;
using GraphQL;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>Marks a field, or every field that answers a type, as being for signed-in people. <see cref="SignedInRule"/> holds it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Property)]
public sealed class SignedInAttribute : GraphQLAttribute
{
    internal const string Key = "signedIn";

    public override void Modify(IGraphType graphType) => graphType.WithMetadata(Key, true);

    public override void Modify(FieldType fieldType, bool isInputType) => fieldType.WithMetadata(Key, true);
}

/// <summary>Refuses an operation that touches what is marked with <see cref="SignedInAttribute"/> when nobody is signed in. Runs on cached documents too; what a document touches is found once.</summary>
public sealed class SignedInRule : ValidationRuleBase
{
    readonly ConditionalWeakTable<GraphQLOperationDefinition, IReadOnlyList<ASTNode>> marked = [];

    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context)
    {
        if (context.User?.Viewer().IsSignedIn == true) return default;
        foreach (var node in marked.GetValue(context.Operation, operation => new Walker(context.Schema, context.Document).In(operation)))
            context.ReportError(new NotSignedIn(context.Document, node));
        return default;
    }

    sealed class Walker(ISchema schema, GraphQLDocument document) : SelectionSearch(schema, document)
    {
        protected override void Field(GraphQLField field, IGraphType parent, FieldType? definition, Action children)
        {
            if (definition is null) return;
            if (Marked(definition) || Marked(definition.ResolvedType?.GetNamedType()) || MarkedInATypeOf(parent, definition.Name)) Found(field);
            children();
        }

        protected override void Condition(ASTNode node, IGraphType type)
        {
            if (Marked(type)) Found(node);
        }

        /// <summary>A field asked for through an interface is the field of whichever type answers.</summary>
        static bool MarkedInATypeOf(IGraphType parent, string field) =>
            parent is IAbstractGraphType types && types.PossibleTypes.Any(type => type.GetField(field) is { } own && Marked(own));

        static bool Marked(IMetadataReader? element) => element?.GetMetadata(SignedInAttribute.Key, false) == true;
    }
}

/// <summary>Nobody is signed in. Over HTTP the status is 401.</summary>
public sealed class NotSignedIn : GraphQL.Validation.ValidationError
{
    public NotSignedIn(GraphQLDocument document, ASTNode node)
        : base(document.Source, null, node is GraphQLField field ? $"Sign in to use '{field.Name.StringValue}'." : "Sign in first.", node) => Code = "UNAUTHENTICATED";
}
