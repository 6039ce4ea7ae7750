using System.Runtime.CompilerServices;
using System.Security.Claims;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>Who may ask for the schema, by introspection or as SDL.</summary>
public enum IntrospectionPolicy { Everyone, SignedIn, Nobody }

/// <summary>Refuses <c>__schema</c> and <c>__type</c> where the policy does; <c>__typename</c> is anybody's. Runs on cached documents too; where a document introspects is found once.</summary>
sealed class IntrospectionRule(GraphLimits limits) : ValidationRuleBase
{
    readonly ConditionalWeakTable<GraphQLOperationDefinition, IReadOnlyList<ASTNode>> asking = [];

    public static bool Allows(IntrospectionPolicy policy, ClaimsPrincipal? user) =>
        policy == IntrospectionPolicy.Everyone || (policy == IntrospectionPolicy.SignedIn && user?.Identity?.IsAuthenticated == true);

    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context)
    {
        if (Allows(limits.Introspection, context.User)) return default;
        foreach (var node in asking.GetValue(context.Operation, operation => new Walker(context.Schema, context.Document).In(operation)))
            context.ReportError(new IntrospectionRefused(context.Document, node, limits.Introspection));
        return default;
    }

    sealed class Walker(ISchema schema, GraphQLDocument document) : SelectionSearch(schema, document)
    {
        protected override void Field(GraphQLField field, IGraphType parent, FieldType? definition, Action children)
        {
            if (definition is null) return;
            if (definition == Schema.SchemaMetaFieldType || definition == Schema.TypeMetaFieldType) Found(field);
            else children();
        }
    }
}

/// <summary>The schema is not for whoever asks. Over HTTP the status is 401 where signing in would help.</summary>
sealed class IntrospectionRefused : GraphQL.Validation.ValidationError
{
    public IntrospectionRefused(GraphQLDocument document, ASTNode node, IntrospectionPolicy policy)
        : base(document.Source, null, policy == IntrospectionPolicy.SignedIn ? "Sign in to introspect the schema." : "This server's schema cannot be introspected.", node) =>
        Code = policy == IntrospectionPolicy.SignedIn ? "UNAUTHENTICATED" : "INTROSPECTION_DISABLED";
}
