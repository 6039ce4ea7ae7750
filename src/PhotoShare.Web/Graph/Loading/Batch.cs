using GraphQL.Execution;
using Context = GraphQL.Execution.ExecutionContext;

namespace PhotoShare.Web;

/// <summary>What waits for a batch.</summary>
interface IBatched
{
    /// <summary>Sends off the batch that it is in, if nobody has; <c>null</c> when its value is there, or comes by no batch.</summary>
    Batch? Send(CancellationToken ct);

    /// <summary>The value, if it is there: neither on its way nor a failure.</summary>
    bool IsThere(out object? value);
}

/// <summary>Completes a field.</summary>
delegate Task Completion(Context context, ExecutionNode node);

/// <summary>
/// Keys that are fetched together, and who waits for them. They are woken one after the other by the one who waits for the fetch, instead of each by a continuation of
/// their own: a page has hundreds.
/// </summary>
/// <param name="fetched">The fetch, which is under way and does not throw.</param>
sealed class Batch(Task fetched)
{
    readonly Lock gate = new();
    List<(Completion, Context, ExecutionNode)>? waiting = [];
    Task? waking;

    /// <summary>Completes a field when all is fetched.</summary>
    /// <returns>When all that waited are complete; of those that failed, the first failure.</returns>
    public Task Then(Completion complete, Context context, ExecutionNode node)
    {
        lock (gate)
        {
            if (waiting is not null)
            {
                waiting.Add((complete, context, node));
                return waking ??= Wake();
            }
        }
        return complete(context, node);
    }

    async Task Wake()
    {
        await fetched;
        List<(Completion, Context, ExecutionNode)> fields;
        lock (gate) (fields, waiting) = (waiting!, null);
        List<Task>? late = null;
        foreach (var (complete, context, node) in fields)
        {
            var completing = complete(context, node);
            if (!completing.IsCompletedSuccessfully) (late ??= []).Add(completing);
        }
        if (late is not null) await Task.WhenAll(late);
    }
}
