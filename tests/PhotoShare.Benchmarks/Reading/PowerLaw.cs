namespace PhotoShare.Benchmarks;

/// <summary>Numbers as they are where a few have most: the same each time.</summary>
sealed class PowerLaw(int seed)
{
    readonly Random random = new(seed);

    public int Below(int count) => random.Next(count);

    /// <summary>One of so many, of whom the first come most often: of 100,000 the first has 2 % of all, the last a third of a mean share.</summary>
    public int Few(int count) => (int)(Math.Pow(random.NextDouble(), 3) * count);

    /// <summary>So many shares of a total, by Pareto's law (α = 1.2) in no order, none larger than <paramref name="most"/> and all together the total.</summary>
    public int[] Shares(int total, int count, int most)
    {
        var weights = new double[count];
        for (var i = 0; i < count; i++) weights[i] = Math.Min(Math.Pow(1 - random.NextDouble(), -1 / 1.2), 20_000);
        var shares = new int[count];
        var (scale, carried) = (total / weights.Sum(), 0.0);
        for (var i = 0; i < count; i++)
        {
            carried += weights[i] * scale;
            shares[i] = (int)Math.Min(carried, most);
            carried -= shares[i];
        }
        return shares;
    }

    /// <summary>So many different numbers below <paramref name="count"/>, in no order.</summary>
    public IEnumerable<int> Different(int many, int count)
    {
        var (start, step) = (random.Next(count), 1 + 2 * random.Next(count / 2));
        while (Gcd(step, count) != 1) step += 2;
        for (var i = 0; i < many; i++) yield return (int)((start + (long)i * step) % count);
    }

    static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);
}
