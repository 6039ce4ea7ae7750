using System.Diagnostics;
using GraphQL;
using GraphQL.Execution;
using GraphQL.MicrosoftDI;

namespace PhotoShare.Web;

/// <summary>
/// Executes each event of a subscription in a scope and a trace of its own, within the time that any operation has, and counts who listens.
/// An event that is the same for many is executed once.
/// </summary>
sealed class EventExecution(IServiceScopeFactory scopes, Turns turns, GraphLimits limits, Metrics metrics, SharedEvents shared) : ScopedSubscriptionExecutionStrategy(scopes, new BatchedExecution())
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
            var data = value is ISharedEvent told ? await shared.DataOf(told, context, request.Site, () => ExecuteForMany(context, node, value, request.Site)) : null;
            var result = data is null
                ? await turns.Take(() => Execute(context, node, value), context.CancellationToken)
                : new ExecutionResult { Executed = true, Data = data };
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

    /// <summary>Whoever of them leaves meanwhile, the others wait for it.</summary>
    async Task<ExecutionResult> ExecuteForMany(GraphQL.Execution.ExecutionContext context, ExecutionNode node, object? value, Uri site)
    {
        using var many = CloneExecutionContext(context, CancellationToken.None);
        many.UserContext = GraphContext.OfUnknown(site);
        many.User = null;
        return await turns.Take(() => Execute(many, node, value), CancellationToken.None);
    }
}
