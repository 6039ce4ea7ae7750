using System.Security.Claims;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Transport;
using GraphQL.Types;

namespace PhotoShare.Web;

/// <summary>Runs one operation for a transport. Every transport comes through here, so that what holds on one holds on all.</summary>
sealed class GraphRunner(IDocumentExecuter executer, ISchema schema, GraphLimits limits, UnexpectedErrors unexpected, OperationWatch watch)
{
    /// <summary>Mistakes of a document that are told. A flood of them would make the answer many times the request.</summary>
    const int MostMistakes = 50;

    public async Task<ExecutionResult> Run(GraphQLRequest request, GraphContext context, IServiceProvider services, ClaimsPrincipal user, CancellationToken ct)
    {
        var result = await watch.Watch(context, () => executer.ExecuteAsync(new ExecutionOptions
        {
            Schema = schema,
            Query = request.Query,
            DocumentId = request.DocumentId,
            OperationName = request.OperationName,
            Variables = request.Variables,
            Extensions = request.Extensions,
            UserContext = context,
            User = user,
            RequestServices = new KnownServices(services),
            Timeout = limits.Execution,
            TimeoutAction = TimeoutAction.ReturnTimeoutError,
            UnhandledExceptionDelegate = unexpected.Handle,
            CancellationToken = ct,
        }));
        if (result is { Executed: false, Errors.Count: > MostMistakes }) result.Errors = [.. result.Errors.Take(MostMistakes)];
        context.Cost?.AddTo(result);
        return result;
    }
}
