using GraphQL.Validation;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>Holds an operation to what its transport and method take: GET never changes anything. Runs on cached documents too.</summary>
public sealed class OperationKinds : ValidationRuleBase
{
    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context)
    {
        if (context.UserContext is not GraphContext request || !request.Allows(context.Operation.Operation))
            context.ReportError(new OperationKindNotAllowed(context.Document, context.Operation));
        return default;
    }
}

/// <summary>The operation may not be sent this way. Over HTTP the status is 405.</summary>
public sealed class OperationKindNotAllowed : GraphQL.Validation.ValidationError
{
    public OperationKindNotAllowed(GraphQLDocument document, GraphQLOperationDefinition operation)
        : base(document.Source, null, Sentence(operation.Operation), operation) => Code = "METHOD_NOT_ALLOWED";

    static string Sentence(OperationType kind) => kind switch
    {
        OperationType.Mutation => "A mutation is sent by POST.",
        OperationType.Subscription => "A subscription needs a WebSocket (graphql-transport-ws) or an event stream (Accept: text/event-stream).",
        _ => "A query cannot be sent this way.",
    };
}
