namespace PhotoShare.Web;

/// <summary>What waits for a batch.</summary>
interface IBatched
{
    /// <summary>Sends off the batch that it is in, if nobody has; <c>null</c> when its value is there, or comes by no batch.</summary>
    Batch? Send(CancellationToken ct);
}

/// <summary>
/// Keys that are fetched together, and who waits for them. They are woken one after the other by the one who waits for the fetch, instead of each by a continuation of
/// their own: a page has hundreds.
/// </summary>
/// <param name="fetched">The fetch, which is under way and does not throw.</param>
sealed class Batch(Task fetched)
{
    readonly Lock gate = new();
    List<Func<Task>>? waiting = [];
    Task? waking;

    /// <summary>Acts when all is fetched.</summary>
    /// <returns>When all who waited have acted; of those that failed, the first failure.</returns>
    public Task Then(Func<Task> act)
    {
        lock (gate)
        {
            if (waiting is not null)
            {
                waiting.Add(act);
                return waking ??= Wake();
            }
        }
        return act();
    }

    async Task Wake()
    {
        await fetched;
        List<Func<Task>> acts;
        lock (gate) (acts, waiting) = (waiting!, null);
        List<Task>? late = null;
        foreach (var act in acts)
        {
            var acting = act();
            if (!acting.IsCompletedSuccessfully) (late ??= []).Add(acting);
        }
        if (late is not null) await Task.WhenAll(late);
    }
}
