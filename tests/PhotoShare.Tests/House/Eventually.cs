using System.Diagnostics;

namespace PhotoShare.Tests;

/// <summary>Waiting for what happens a moment later, with a deadline that says what did not.</summary>
static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Asks until the answer is right, and gives it.</summary>
    public static async Task<T> Becomes<T>(Func<Task<T>> ask, Func<T, bool> right, string what, TimeSpan? patience = null)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var answer = await ask();
            if (right(answer)) return answer;
            if (waited.Elapsed > (patience ?? Patience)) throw new TimeoutException($"Not within {(patience ?? Patience).TotalSeconds:0} s: {what}. It was last: {answer}");
            await Task.Delay(50);
        }
    }
}
