using System.Diagnostics;
using GraphQL;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>Looks on while an operation of the graph runs: its span, its metrics, the dashboard's statistics, and a line of the log where it was slow.</summary>
sealed class OperationWatch(Metrics metrics, OperationStatistics statistics, SlowOperations slow)
{
    const string Ok = "ok", Error = "error", Refused = "refused", Cancelled = "cancelled";

    public async Task<ExecutionResult> Watch(GraphContext request, Func<Task<ExecutionResult>> run)
    {
        using var span = Begin(request);
        var statements = StatementCount.Begin();
        var started = Stopwatch.GetTimestamp();
        ExecutionResult? result = null;
        try
        {
            return result = await run();
        }
        finally
        {
            var operation = new SeenOperation(request.TrustedName, TypeOf(result?.Operation), OutcomeOf(result), Stopwatch.GetElapsedTime(started), request.Cost?.Operation, statements.Value, result?.Document?.Source);
            Count(operation, result);
            slow.Look(operation);
            if (span is { IsAllDataRequested: true }) Describe(span, operation, request);
        }
    }

    /// <summary>An operation that comes over a socket begins a trace of its own: the socket's would last for hours.</summary>
    static Activity? Begin(GraphContext request) => request.Http.WebSockets.IsWebSocketRequest
        ? Tracing.Begin("graphql", ActivityKind.Server)
        : Tracing.Source.StartActivity("graphql", ActivityKind.Internal);

    void Count(SeenOperation operation, ExecutionResult? result)
    {
        metrics.CountOperation(operation.Name, operation.Type, operation.Outcome, operation.Took);
        statistics.Add(operation.Name, operation.Took, operation.Outcome != Ok);
        foreach (var error in result?.Errors ?? [])
        {
            metrics.CountError(error.Code ?? "BAD_REQUEST");
            if (error is TooCostly or BudgetSpent) metrics.CountCostRefusal(error.Code!);
        }
    }

    /// <summary>By OpenTelemetry's conventions for GraphQL. The document only where it is one of ours: anybody may have written something into another, even by its names.</summary>
    static void Describe(Activity span, SeenOperation operation, GraphContext request)
    {
        span.DisplayName = $"{operation.Type ?? "graphql"}{(operation.Name is { } name ? $" {name}" : "")}";
        span.SetTag("graphql.operation.type", operation.Type).SetTag("graphql.operation.name", operation.Name);
        if (operation.Name is not null) span.SetTag("graphql.document", Operations.All[operation.Name]);
        else span.SetTag("photoshare.document.hash", operation.Hash);
        span.SetTag("photoshare.graphql.cost", operation.Cost).SetTag("photoshare.sql.statements", operation.Statements);
        if (operation.Outcome == Ok) return;
        span.SetStatus(ActivityStatusCode.Error).SetTag("error.type", operation.Outcome);
    }

    static string OutcomeOf(ExecutionResult? result) => result switch
    {
        null => Cancelled,
        { Executed: false } => Refused,
        { Errors.Count: > 0 } => Error,
        _ => Ok,
    };

    static string? TypeOf(GraphQLOperationDefinition? operation) => operation?.Operation switch
    {
        OperationType.Query => "query",
        OperationType.Mutation => "mutation",
        OperationType.Subscription => "subscription",
        _ => null,
    };
}
