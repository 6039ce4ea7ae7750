namespace PhotoShare.Web;

/// <summary>
/// Tells the log of operations that took longer than <see cref="Settings.SlowOperation"/>: of each once a minute, and of no more than some dozens, since a
/// database that has become slow makes everything slow. Of the rest it tells how many they were.
/// </summary>
sealed class SlowOperations(Settings settings, TimeProvider time, ILogger<SlowOperations> log)
{
    const int MostInAMinute = 30;
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    readonly Lock gate = new();
    readonly HashSet<string> told = new(StringComparer.Ordinal);
    DateTimeOffset since = DateTimeOffset.MinValue;
    int untold;

    public void Look(SeenOperation operation)
    {
        if (settings.SlowOperation <= TimeSpan.Zero || operation.Took < settings.SlowOperation) return;
        var name = operation.Name ?? (operation.Hash is { } hash ? $"the document {hash}" : "a document that could not be read");
        if (!MayTell(name, out var left)) return;
        if (left > 0) log.LogWarning("{Count} more operations were slow in the minute before.", left);
        log.LogWarning(
            "A slow operation: {Operation} ({Type}, {Outcome}) took {Seconds:0.00} s, cost {Cost} points and {Statements} statements.",
            name, operation.Type ?? "unknown", operation.Outcome, Math.Round(operation.Took.TotalSeconds, 3), operation.Cost ?? 0, operation.Statements);
    }

    /// <param name="left">Those of the minute before that nothing was told of.</param>
    bool MayTell(string name, out int left)
    {
        lock (gate)
        {
            left = 0;
            if (time.GetUtcNow() - since >= Minute)
            {
                (since, left, untold) = (time.GetUtcNow(), untold, 0);
                told.Clear();
            }
            if (told.Count < MostInAMinute && told.Add(name)) return true;
            untold++;
            return false;
        }
    }
}
