using GraphQL;
using GraphQL.Execution;
using GraphQL.MicrosoftDI;

namespace PhotoShare.Web;

/// <summary>Executes each event of a subscription in a scope of its own, within the time that any operation has.</summary>
sealed class EventExecution(IServiceScopeFactory scopes, Turns turns, GraphLimits limits) : ScopedSubscriptionExecutionStrategy(scopes, new ParallelExecutionStrategy())
{
    protected override async ValueTask<ExecutionResult> ProcessDataAsync(GraphQL.Execution.ExecutionContext context, ExecutionNode node, object? value)
    {
        var request = (GraphContext)context.UserContext;
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
