using PhotoShare.Tests;
using Spectre.Console;

namespace PhotoShare.Benchmarks;

/// <summary>
/// How soon a comment that is made at one server is heard by as many people at another, each on a WebSocket of their own and reading
/// through their own eyes. From before the request is sent until each message has arrived. Everything runs on this one machine.
/// </summary>
static class FanOut
{
    const int WarmUp = 20, Rounds = 40;

    /// <summary>Between two comments, so that none waits for the one before.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<int> Run(int listeners)
    {
        var table = new Table().AddColumns("events through", "listeners", "comments", "heard", "p50 ms", "p95 ms", "p99 ms", "slowest ms", "CPU ms of the server, a comment");
        table.AddRow(await Measure("PostgreSQL", new Cluster(), listeners));
        table.AddRow(await Measure("Redis", new RedisCluster(), listeners));
        AnsiConsole.Write(table);
        Console.WriteLine($"{Environment.ProcessorCount} cores, which the two servers, PostgreSQL, Redis and the listeners share.");
        return 0;
    }

    static async Task<string[]> Measure(string name, Cluster cluster, int size)
    {
        try
        {
            var (post, people) = await cluster.Gather(size);
            using var atA = cluster.Ann.At(cluster.A.Address);
            await using var listening = await Listeners.Open(cluster.B.Address, size, people, post);
            var times = new List<double>();
            var cpu = TimeSpan.Zero;
            for (var round = -WarmUp; round < Rounds; round++)
            {
                var before = cluster.B.Cpu;
                var heard = await listening.Hear($"Comment {round}", () => atA.Comment(post, $"Comment {round}"), Patience);
                await Task.Delay(Pause);
                if (round < 0) continue;
                times.AddRange(heard.Select(time => time.TotalMilliseconds));
                cpu += cluster.B.Cpu - before;
            }
            times.Sort();
            return [name, $"{size}", $"{Rounds}", $"{times.Count} of {size * Rounds}", .. ((double[])[0.5, 0.95, 0.99, 1]).Select(part => $"{times[(int)((times.Count - 1) * part)]:0}"), $"{cpu.TotalMilliseconds / Rounds:0}"];
        }
        finally
        {
            await cluster.DisposeAsync();
        }
    }
}
