using Spectre.Console;

namespace PhotoShare.Benchmarks;

/// <summary>
/// A small version of what is measured, for every run of the tests: ratios to the limit of the same moment, each with a wide margin, so that
/// only what became several times slower fails. Built as the tests are, without the optimizer: the README's figures are others.
/// </summary>
static class Guard
{
    const int Rounds = 2;
    static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    /// <summary>About a third of what was seen.</summary>
    const double LeastOfGraph = 0.06, LeastOfPages = 0.05, LeastOfPhotos = 0.25;

    /// <summary>Ten times as many people who listen; they wait as long as few do, within the noise.</summary>
    const int Few = 20, Many = 200;
    const double MostOfMany = 8;

    public static async Task<int> Run()
    {
        var table = new Table().AddColumns("what", "share of the limit", "at least", "");
        var failed = 0;
        foreach (var (name, ratio) in await GraphAlone.Run(Rounds, Round)) Row(name, ratio, LeastOfGraph);
        foreach (var (name, ratio) in await Reading.BesideLimit(WorldSize.Small, Rounds, Round)) Row(name, ratio, LeastOfPages);
        Row("a photo of 6 megapixels", await PhotoBench.BesideLimit(Rounds, Round), LeastOfPhotos);
        Row($"a comment to {Many} listeners, beside {Few}", 1 / await LiveCost.Growth(Few, Many), 1 / MostOfMany);
        AnsiConsole.Write(table);
        return failed;

        void Row(string name, double ratio, double least)
        {
            var slow = ratio < least;
            if (slow) failed++;
            table.AddRow(name.EscapeMarkup(), $"{ratio:0.00}", $"{least:0.00}", slow ? "TOO SLOW" : "");
        }
    }
}
