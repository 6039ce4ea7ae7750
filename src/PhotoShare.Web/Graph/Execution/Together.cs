namespace PhotoShare.Web;

/// <summary>
/// Answers those who ask the same question at the same moment together. The first is asked for at once; who comes meanwhile is asked for
/// with all the others when it is answered, so nobody waits for more to come.
/// </summary>
/// <param name="ask">Answers a question, compared by its value, for some; who is not among them has none. Never two at once for one question.</param>
public sealed class Together<TQuestion, TWho, TAnswer>(Func<TQuestion, IReadOnlyCollection<TWho>, Task<IReadOnlyDictionary<TWho, TAnswer>>> ask)
    where TQuestion : notnull where TWho : notnull where TAnswer : class
{
    readonly Lock gate = new();

    /// <summary>Who waits for the next answer to a question that is being asked.</summary>
    readonly Dictionary<TQuestion, List<Asker>> waiting = [];

    public Task<TAnswer?> Ask(TQuestion question, TWho who, CancellationToken ct)
    {
        var asker = new Asker(who);
        lock (gate)
        {
            if (waiting.TryGetValue(question, out var others))
            {
                others.Add(asker);
                return asker.Answer.Task.WaitAsync(ct);
            }
            waiting[question] = [];
        }
        _ = AskUntilNobodyWaits(question, [asker]);
        return asker.Answer.Task.WaitAsync(ct);
    }

    async Task AskUntilNobodyWaits(TQuestion question, List<Asker> askers)
    {
        while (askers.Count > 0)
        {
            await AskFor(question, askers);
            lock (gate)
            {
                askers = waiting[question];
                if (askers.Count == 0) waiting.Remove(question);
                else waiting[question] = [];
            }
        }
    }

    /// <summary>Never throws: what goes wrong reaches everyone who waits.</summary>
    async Task AskFor(TQuestion question, List<Asker> askers)
    {
        try
        {
            var answers = await ask(question, [.. askers.Select(asker => asker.Who).Distinct()]);
            foreach (var asker in askers) asker.Answer.TrySetResult(answers.GetValueOrDefault(asker.Who));
        }
        catch (Exception failure)
        {
            foreach (var asker in askers) asker.Answer.TrySetException(failure);
        }
    }

    sealed record Asker(TWho Who)
    {
        public TaskCompletionSource<TAnswer?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
