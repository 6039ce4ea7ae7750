using System.Diagnostics;
using GraphQL;
using GraphQL.Execution;
using GraphQL.MicrosoftDI;

namespace PhotoShare.Web;

/// <summary>Executes each event of a subscription in a scope and a trace of its own, within the time that any operation has, and counts who listens.</summary>
sealed class EventExecution(IServiceScopeFactory scopes, Turns turns, GraphLimits limits, Metrics metrics) : ScopedSubscriptionExecutionStrategy(scopes, new ParallelExecutionStrategy())
{
    protected override async Task<IObservable<ExecutionResult>?> ResolveResponseStreamAsync(GraphQL.Execution.ExecutionContext context, ExecutionNode node)
    {
        var field = node.FieldDefinition.Name;
        return await base.ResolveResponseStreamAsync(context, node) is { } events ? new CountedStream(events, more => metrics.CountSubscriber(field, more)) : null;
    }

    protected override async ValueTask<ExecutionResult> ProcessDataAsync(GraphQL.Execution.ExecutionContext context, ExecutionNode node, object? value)
    {
        var request = (GraphContext)context.UserContext;
        using var span = Tracing.Begin($"event {node.FieldDefinition.Name}", ActivityKind.Consumer);
        try
        {
            var result = await turns.Take(() => Execute(context, node, value), context.CancellationToken);
            request.Cost?.AddTo(result);
            return result;
        }
        finally
        {
            request.Pace.Done();
        }
    }

    async Task<ExecutionResult> Execute(GraphQL.Execution.ExecutionContext context, ExecutionNode node, object? value)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        enough.CancelAfter(limits.Execution);
        context.CancellationToken = enough.Token;
        return await base.ProcessDataAsync(context, node, value);
    }
}
