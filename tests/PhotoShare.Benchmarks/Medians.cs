namespace PhotoShare.Benchmarks;

/// <summary>What several rounds come to: the one in the middle, or of an even number the upper of the two.</summary>
static class Medians
{
    public static double Median(this IEnumerable<double> rounds)
    {
        var sorted = rounds.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    public static double Median<T>(this IEnumerable<T> rounds, Func<T, double> of) => rounds.Select(of).Median();
}
