using System.Security.Claims;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Transport;
using GraphQL.Types;

namespace PhotoShare.Web;

/// <summary>Runs one operation for a transport. Every transport comes through here, so that what holds on one holds on all.</summary>
sealed class GraphRunner(IDocumentExecuter executer, ISchema schema, GraphLimits limits, UnexpectedErrors unexpected)
{
    public Task<ExecutionResult> Run(GraphQLRequest request, GraphContext context, IServiceProvider services, ClaimsPrincipal user, CancellationToken ct) =>
        executer.ExecuteAsync(new ExecutionOptions
        {
            Schema = schema,
            Query = request.Query,
            OperationName = request.OperationName,
            Variables = request.Variables,
            Extensions = request.Extensions,
            UserContext = context,
            User = user,
            RequestServices = services,
            Timeout = limits.Execution,
            TimeoutAction = TimeoutAction.ReturnTimeoutError,
            UnhandledExceptionDelegate = unexpected.Handle,
            CancellationToken = ct,
        });
}
