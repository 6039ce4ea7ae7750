using System.Net.Sockets;
using System.Text;
using Spectre.Console;

namespace PhotoShare.Benchmarks;

/// <summary>What those who go away before they are answered cost those who stay: the same load alone, and beside some who ask and break off again and again.</summary>
static class Leaving
{
    const int Rounds = 5, Staying = 6;
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);
    static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    /// <summary>That somebody stays before they leave: about what a feed takes under this load.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(40);

    static readonly int[] Leavers = [0, 1, 2];

    public static async Task<int> Run()
    {
        await using var world = await World.Open(WorldSize.Small);
        var (server, readers) = await Subjects.PhotoShare(world);
        await using var started = server;
        var request = server.Request(Page.Feed(Reading.Newest, null), readers[0]);
        await Wrk.Load(request, WarmUp, Staying);
        var seen = Leavers.Select(_ => new List<(double Stayed, double Left)>()).ToList();
        for (var round = 0; round < Rounds; round++)
            for (var i = 0; i < Leavers.Length; i++) seen[i].Add(await Beside(request, Leavers[i]));
        var table = new Table().AddColumns("who leave at once", "they leave, a second", "answers to those who stay, a second", "of those without", "");
        var alone = seen[0].Median(one => one.Stayed);
        for (var i = 0; i < Leavers.Length; i++)
        {
            var stayed = seen[i].Median(one => one.Stayed);
            table.AddRow($"{Leavers[i]}", $"{seen[i].Median(one => one.Left):0}", $"{stayed:0}", $"{stayed / alone:0.00}", Wrk.Differ(seen[i].Select(one => one.Stayed)) ? "doubtful: rounds differ" : "");
        }
        AnsiConsole.Write(table);
        Console.WriteLine($"The feed of {world.Size}; {Environment.ProcessorCount} cores, which server, PostgreSQL and load share; {Staying} connections stay; medians of {Rounds} rounds of {Round.TotalSeconds:0} s in turn.");
        return 0;
    }

    static async Task<(double Stayed, double Left)> Beside(LoadRequest request, int leavers)
    {
        using var over = new CancellationTokenSource();
        var leaving = Enumerable.Range(0, leavers).Select(seed => Task.Run(() => Leave(request, new Random(seed), over.Token))).ToList();
        var stayed = await Wrk.Load(request, Round, Staying);
        await over.CancelAsync();
        var left = (await Task.WhenAll(leaving)).Sum();
        return stayed.NotWell > 0 ? throw new InvalidOperationException($"{stayed.NotWell} of those who stayed were not answered well.") : (stayed.PerSecond, left / Round.TotalSeconds);
    }

    /// <returns>How often somebody has left.</returns>
    static async Task<int> Leave(LoadRequest request, Random random, CancellationToken over)
    {
        var bytes = Bytes(request);
        var left = 0;
        for (; !over.IsCancellationRequested; left++)
        {
            // Without a farewell, as a program that ends or a page that is left.
            using var client = new TcpClient { LingerState = new LingerOption(true, 0) };
            await client.ConnectAsync(request.Address.Host, request.Address.Port, CancellationToken.None);
            await client.GetStream().WriteAsync(bytes, CancellationToken.None);
            await Task.Delay(random.NextDouble() * Longest, CancellationToken.None);
        }
        return left;
    }

    static byte[] Bytes(LoadRequest request)
    {
        var body = request.Bodies.Single();
        var headers = string.Concat(request.Headers.Select(header => $"{header.Key}: {header.Value}\r\n"));
        return Encoding.UTF8.GetBytes($"POST {request.Address.AbsolutePath} HTTP/1.1\r\nHost: {request.Address.Authority}\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }
}
