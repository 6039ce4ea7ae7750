using System.Runtime.CompilerServices;
using GraphQL;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>
/// Refuses an operation that touches what the scopes of its token do not cover. A root field of a mutation needs the scope that it is marked with, any
/// other root field <c>read</c>. What a mutation changed may be seen with its plain fields; to go on from there to anything else is to read.
/// Runs on cached documents too; what a document needs is found once.
/// </summary>
public sealed class ScopeRule : ValidationRuleBase
{
    public const string Key = "scope";

    readonly ConditionalWeakTable<GraphQLOperationDefinition, IReadOnlyList<(ASTNode Node, NeededScope Needed)>> needs = [];

    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context)
    {
        if (context.User?.Scopes() is not { } scopes) return default;
        foreach (var (node, needed) in needs.GetValue(context.Operation, operation => new Walker(context.Schema, context.Document).In(operation)))
            if (needed.Scope is not { } scope || !scopes.Contains(scope))
                context.ReportError(new InsufficientScope(context.Document, node, needed.Scope));
        return default;
    }

    /// <summary>The scopes that a refused operation lacks, as OAuth lists them; <c>null</c> where it was not refused for its scope.</summary>
    internal static string? LackingIn(ExecutionResult result) =>
        result.Errors?.OfType<InsufficientScope>().ToList() is { Count: > 0 } lacking ? string.Join(' ', lacking.Select(error => error.Scope?.Name()).OfType<string>().Distinct()) : null;

    sealed class Walker(ISchema schema, GraphQLDocument document) : SelectionWalk(schema, document)
    {
        static readonly NeededScope Read = new(Scope.Read);
        static readonly NeededScope None = new(null);

        readonly Dictionary<ASTNode, NeededScope> found = new(ReferenceEqualityComparer.Instance);

        public IReadOnlyList<(ASTNode, NeededScope)> In(GraphQLOperationDefinition operation)
        {
            Walk(operation);
            return [.. found.Select(need => (need.Key, need.Value))];
        }

        protected override void Field(GraphQLField field, IGraphType parent, FieldType? definition, Action children)
        {
            if (definition is null) return;
            if (Needed(definition, parent) is { } needed) Found(field, needed);
            children();
        }

        protected override void Condition(ASTNode node, IGraphType type)
        {
            if (Of(type) is { } needed) Found(node, needed);
        }

        NeededScope? Needed(FieldType field, IGraphType parent)
        {
            var type = field.ResolvedType?.GetNamedType();
            if ((Of(field) ?? Of(type) ?? InATypeOf(parent, field.Name)) is { } marked) return marked;
            if (field.Name.StartsWith("__", StringComparison.Ordinal) || type?.Name.StartsWith("__", StringComparison.Ordinal) == true) return null;
            // A mutation without a mark is no app's.
            if (parent == Schema.Mutation) return None;
            if (parent == Schema.Query || parent == Schema.Subscription) return Read;
            return type is IComplexGraphType or UnionGraphType && !IsPayload(parent) ? Read : null;
        }

        bool IsPayload(IGraphType type) => Schema.Mutation!.Fields.Any(mutation => mutation.ResolvedType?.GetNamedType() == type);

        /// <summary>A field asked for through an interface is the field of whichever type answers.</summary>
        static NeededScope? InATypeOf(IGraphType parent, string field) =>
            parent is IAbstractGraphType types ? types.PossibleTypes.Select(type => Of(type.GetField(field))).FirstOrDefault(needed => needed is not null) : null;

        static NeededScope? Of(IMetadataReader? element) => element?.GetMetadata<NeededScope?>(Key);

        void Found(ASTNode node, NeededScope needed) => found.TryAdd(node, needed);
    }
}

/// <summary>The token's scopes do not cover it. Over HTTP the status is 403.</summary>
public sealed class InsufficientScope : GraphQL.Validation.ValidationError
{
    public const string Word = "INSUFFICIENT_SCOPE";

    public InsufficientScope(GraphQLDocument document, ASTNode node, Scope? scope) : base(document.Source, null, Sentence(node, scope), node)
    {
        Code = Word;
        Scope = scope;
        if (scope is { } needed) Extensions = new() { ["scope"] = needed.Name() };
    }

    /// <summary>The one that is needed; <c>null</c> where none is enough.</summary>
    public Scope? Scope { get; }

    static string Sentence(ASTNode node, Scope? scope)
    {
        var what = node is GraphQLField field ? $"'{field.Name.StringValue}'" : "This";
        return scope is { } needed ? $"{what} needs a token with the scope '{needed.Name()}'." : $"{what} is for people themselves: no app can have it, nor another token with scopes.";
    }
}
