using PhotoShare.Tests;
using Spectre.Console;

namespace PhotoShare.Benchmarks;

/// <summary>
/// What people who listen cost one server, each on a connection of their own: memory for each, how soon a comment is heard by all (from before it is
/// sent until each message has arrived), and the processor while nothing happens. Beside them some listen who never read what they are told.
/// Server, PostgreSQL and listeners share this machine.
/// </summary>
static class LiveCost
{
    const int WarmUp = 5, Comments = 20, Stalled = 50;
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500), Idle = TimeSpan.FromSeconds(10), Patience = TimeSpan.FromMinutes(1);

    public static async Task<int> Run(IReadOnlyList<int> sizes)
    {
        var table = new Table().AddColumns("listeners", "by", "KB each", "comments heard", "p50 ms", "p99 ms", "slowest ms", "CPU ms a comment", "CPU idle");
        foreach (var size in sizes)
            foreach (var bySocket in (bool[])[true, false]) table.AddRow((await Measure(size, bySocket)).Row);
        AnsiConsole.Write(table);
        Console.WriteLine($"{Environment.ProcessorCount} cores, which the server, PostgreSQL and the listeners share; {Stalled} more of each kind never read.");
        return 0;
    }

    public static async Task<LiveResult> Measure(int size, bool bySocket)
    {
        var cluster = new LiveCluster();
        try
        {
            var (post, people) = await cluster.Gather(size);
            using var ann = cluster.Ann.At(cluster.B.Address);
            await (await Listeners.Open(cluster.B.Address, 20, people, post, bySocket)).DisposeAsync();
            await Task.Delay(Idle / 2);
            var before = cluster.B.Memory;
            await using var listening = await Listeners.Open(cluster.B.Address, size, people, post, bySocket, Stalled);
            await Task.Delay(Idle / 2);
            var (each, cpu) = ((cluster.B.Memory - before) / (size + Stalled), cluster.B.Cpu);
            await Task.Delay(Idle);
            var idle = (cluster.B.Cpu - cpu) / Idle;
            var (times, busy) = (new List<double>(), TimeSpan.Zero);
            for (var round = -WarmUp; round < Comments; round++)
            {
                cpu = cluster.B.Cpu;
                var heard = await listening.Hear($"Comment {round}", () => ann.Comment(post, $"Comment {round}"), Patience);
                await Task.Delay(Pause);
                if (round < 0) continue;
                times.AddRange(heard.Select(time => time.TotalMilliseconds));
                busy += cluster.B.Cpu - cpu;
            }
            times.Sort();
            return new(size, bySocket, each / 1024.0, times, size * Comments, busy / Comments, idle);
        }
        finally
        {
            await cluster.DisposeAsync();
        }
    }

    /// <returns>How many times as long a comment takes to reach the last of many listeners as to reach the last of few.</returns>
    public static async Task<double> Growth(int few, int many)
    {
        var cluster = new LiveCluster();
        try
        {
            var (post, people) = await cluster.Gather(many);
            using var ann = cluster.Ann.At(cluster.B.Address);
            var times = new List<double>();
            foreach (var size in (int[])[many, few])
            {
                await using var listening = await Listeners.Open(cluster.B.Address, size, people, post, bySocket: true);
                var slowest = new List<double>();
                for (var round = 0; round < 2 * WarmUp; round++)
                    slowest.Add((await listening.Hear($"Comment {round} for {size}", () => ann.Comment(post, $"Comment {round} for {size}"), Patience)).Max(time => time.TotalMilliseconds));
                times.Add(slowest[WarmUp..].Order().ElementAt(WarmUp / 2));
            }
            return times[0] / times[1];
        }
        finally
        {
            await cluster.DisposeAsync();
        }
    }

    /// <summary>Who listens comes from one address here.</summary>
    sealed class LiveCluster : Cluster
    {
        protected override Dictionary<string, string?> Settings => new(base.Settings)
        {
            ["PhotoShare:Graph:ConnectionsPerAddress"] = "50000",
            ["PhotoShare:Graph:CredentialCheck"] = "00:01:00",
            ["Logging:LogLevel:PhotoShare"] = "Warning",
        };
    }
}

/// <summary>What so many listeners cost.</summary>
/// <param name="Kilobytes">Of the server's memory, for each.</param>
/// <param name="Times">Milliseconds until each heard each comment, the quickest first.</param>
/// <param name="Idle">Share of a processor while nothing happens.</param>
sealed record LiveResult(int Size, bool BySocket, double Kilobytes, IReadOnlyList<double> Times, int Expected, TimeSpan Busy, double Idle)
{
    public double P99 => At(0.99);

    public string[] Row => [$"{Size:N0}", BySocket ? "WebSocket" : "SSE", $"{Kilobytes:0.0}", $"{Times.Count:N0} of {Expected:N0}", $"{At(0.5):0}", $"{P99:0}", $"{At(1):0}", $"{Busy.TotalMilliseconds:0}", $"{Idle:P1}"];

    double At(double part) => Times[(int)((Times.Count - 1) * part)];
}
