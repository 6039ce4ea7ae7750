using GraphQL.Execution;

namespace PhotoShare.Web;

/// <summary>Completes the fields that wait for one batch together when it is there, which is most of them on a page.</summary>
sealed class BatchedExecution : ParallelExecutionStrategy
{
    protected override Task CompleteDataLoaderNodeAsync(GraphQL.Execution.ExecutionContext context, ExecutionNode node) =>
        (node.Result as IBatched)?.Send(context.CancellationToken) is { } batch
            ? batch.Then(() => base.CompleteDataLoaderNodeAsync(context, node))
            : base.CompleteDataLoaderNodeAsync(context, node);
}
