using Spectre.Console;

namespace PhotoShare.Web;

/// <summary>A bar for each part of the work, on the error stream.</summary>
static class RecoveryBars
{
    public static Task<T> Show<T>(IEnumerable<RecoveryPart> parts, Func<Action<RecoveryStep>, Task<T>> work) => Terminal.Error.Progress().HideCompleted(false).StartAsync(async progress =>
    {
        var bars = parts.ToDictionary(part => part, part => progress.AddTask(part == RecoveryPart.Keys ? "Keys of people" : $"{part}", autoStart: false));
        return await work(step =>
        {
            var bar = bars[step.Part];
            if (!bar.IsStarted) bar.StartTask();
            (bar.MaxValue, bar.Value) = (Math.Max(1, step.Total), step.Total == 0 ? 1 : step.Done);
        });
    });

    /// <summary>So many bytes, in the greatest unit that leaves a whole number before the point.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1_000_000 => $"{bytes / 1e3:0.0} kB",
        < 1_000_000_000 => $"{bytes / 1e6:0.0} MB",
        _ => $"{bytes / 1e9:0.0} GB",
    };
}
