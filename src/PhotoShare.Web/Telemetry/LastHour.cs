namespace PhotoShare.Web;

/// <summary>
/// Durations of the last hour in a fixed amount of memory: a dozen slots of five minutes, each a histogram whose bounds grow by a quarter, so that
/// a quantile is at most a quarter too high. The oldest slot is taken for the present.
/// </summary>
sealed class LastHour(TimeProvider time)
{
    const int Slots = 12, Buckets = 64;
    const double Growth = 1.25;

    /// <summary>Seconds; what is shorter counts as this. The last bound is at some two minutes.</summary>
    const double Shortest = 0.0001;

    static readonly long SlotTicks = TimeSpan.FromMinutes(5).Ticks;

    readonly Lock gate = new();
    readonly Slot[] slots = [.. Enumerable.Range(0, Slots).Select(_ => new Slot())];

    public void Add(TimeSpan took, bool isError)
    {
        var bucket = BucketOf(took.TotalSeconds);
        lock (gate)
        {
            var slot = Present();
            slot.Counts[bucket]++;
            if (isError) slot.Errors++;
        }
    }

    public OperationSummary Summary(string? name)
    {
        var counts = new long[Buckets];
        long errors = 0;
        lock (gate)
        {
            var oldest = Number() - Slots + 1;
            foreach (var slot in slots.Where(slot => slot.Number >= oldest))
            {
                for (var i = 0; i < Buckets; i++) counts[i] += slot.Counts[i];
                errors += slot.Errors;
            }
        }
        return new OperationSummary(name, counts.Sum(), errors, Quantile(counts, .5), Quantile(counts, .95), Quantile(counts, .99));
    }

    Slot Present()
    {
        var number = Number();
        var slot = slots[number % Slots];
        if (slot.Number == number) return slot;
        Array.Clear(slot.Counts);
        (slot.Number, slot.Errors) = (number, 0);
        return slot;
    }

    long Number() => time.GetUtcNow().UtcTicks / SlotTicks;

    static int BucketOf(double seconds) => seconds <= Shortest ? 0 : Math.Min(Buckets - 1, (int)Math.Ceiling(Math.Log(seconds / Shortest, Growth)));

    /// <summary>The upper bound of the bucket that the nearest rank lies in.</summary>
    static TimeSpan Quantile(long[] counts, double share)
    {
        var rank = (long)Math.Ceiling(share * counts.Sum());
        if (rank == 0) return TimeSpan.Zero;
        var bucket = 0;
        for (var below = counts[0]; below < rank; below += counts[bucket]) bucket++;
        return TimeSpan.FromSeconds(Shortest * Math.Pow(Growth, bucket));
    }

    sealed class Slot
    {
        public long[] Counts { get; } = new long[Buckets];
        public long Number { get; set; } = -1;
        public long Errors { get; set; }
    }
}
