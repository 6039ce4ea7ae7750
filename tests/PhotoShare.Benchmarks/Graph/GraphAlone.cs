using System.Text;
using System.Text.Json;
using Spectre.Console;

namespace PhotoShare.Benchmarks;

/// <summary>
/// What the graph itself costs: PhotoShare's server with all that a request goes through, over a graph in memory, beside an endpoint that answers the
/// same bytes from memory.
/// </summary>
static class GraphAlone
{
    const int Rounds = 5;
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(12), Round = TimeSpan.FromSeconds(4);

    static readonly (string Name, string Query)[] Operations =
    [
        ("{ __typename }", "{ __typename }"),
        ("20 nodes with batch loaders", "{ posts { id caption createdAt likeCount viewerHasLiked author { username avatar } } }"),
        ("20 nodes, 6 levels below each", "{ posts { next { previous { next { previous { next { previous { caption } } } } } } } }"),
    ];

    public static async Task<int> Run()
    {
        await Run(Rounds, Round);
        return 0;
    }

    /// <returns>Of each operation the requests a second as a share of the limit's.</returns>
    public static async Task<IReadOnlyList<(string Operation, double Ratio)>> Run(int rounds, TimeSpan round)
    {
        var program = typeof(GraphAlone).Assembly.Location;
        var folder = Directory.CreateTempSubdirectory("photoshare-bench-").FullName;
        try
        {
            await using var ours = await Listening.Start("dotnet", [program, "serve-graph"], []);
            var (bodies, files) = (Operations.Select(operation => JsonSerializer.Serialize(new { query = operation.Query })).ToList(), new List<string>());
            foreach (var body in bodies)
            {
                using var http = new HttpClient();
                using var answer = await http.PostAsync(new Uri(ours.Address, "/graphql"), new StringContent(body, Encoding.UTF8, "application/json"));
                var bytes = await answer.Content.ReadAsByteArrayAsync();
                if (!answer.IsSuccessStatusCode || Encoding.UTF8.GetString(bytes).Contains("\"errors\"", StringComparison.Ordinal)) throw new InvalidOperationException(Encoding.UTF8.GetString(bytes));
                files.Add(Path.Combine(folder, $"{files.Count}"));
                await File.WriteAllBytesAsync(files[^1], bytes);
            }
            await using var limit = await Listening.Start("dotnet", [program, "serve-static"], files);
            var table = new Table().AddColumns("operation", "bytes", "a second", "limit", "ratio", "CPU µs", "limit", "allocated KB a request", "");
            var ratios = new List<(string Operation, double Ratio)>();
            for (var i = 0; i < bodies.Count; i++)
            {
                var (a, b) = (Request(new Uri(ours.Address, "/graphql"), bodies[i]), Request(new Uri(limit.Address, $"/{i}"), bodies[i]));
                foreach (var request in (LoadRequest[])[a, b]) await Wrk.Load(request, round < WarmUp ? round : WarmUp);
                var (seen, bare) = (new List<Measured>(), new List<Measured>());
                for (var n = 0; n < rounds; n++)
                {
                    seen.Add(await Measured.Of(ours, a, round));
                    bare.Add(await Measured.Of(limit, b, round));
                }
                var (us, most) = (Measured.Median(seen), Measured.Median(bare));
                ratios.Add((Operations[i].Name, us.PerSecond / most.PerSecond));
                table.AddRow(Operations[i].Name.EscapeMarkup(), $"{new FileInfo(files[i]).Length:N0}", $"{us.PerSecond:N0}", $"{most.PerSecond:N0}", $"{ratios[^1].Ratio:0.00}", $"{us.Microseconds:0}", $"{most.Microseconds:0}", $"{await Allocated(ours, a):0.0}", Measured.Differ(seen) || Measured.Differ(bare) ? "doubtful: rounds differ" : "");
            }
            AnsiConsole.Write(table);
            Console.WriteLine($"{Environment.ProcessorCount} cores, which server and wrk share; {Wrk.Connections} connections; medians of {rounds} rounds of {round.TotalSeconds:0} s in turn.");
            return ratios;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static LoadRequest Request(Uri address, string body) => new(address, new Dictionary<string, string> { ["Content-Type"] = "application/json" }, [body]);

    /// <summary>By the runtime's own count, which the server tells on /metrics.</summary>
    static async Task<double> Allocated(Listening server, LoadRequest request)
    {
        var before = await Bytes();
        var seen = await Wrk.Load(request, TimeSpan.FromSeconds(2));
        return (await Bytes() - before) / seen.Requests / 1024;

        async Task<double> Bytes()
        {
            using var http = new HttpClient();
            var lines = (await http.GetStringAsync(new Uri(server.Address, "/metrics"))).Split('\n');
            var line = lines.FirstOrDefault(line => line.StartsWith("dotnet_gc_heap_total_allocated_bytes", StringComparison.Ordinal)) ?? throw new InvalidOperationException("/metrics tells no allocations.");
            return double.Parse(line.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}

/// <summary>One round of one server.</summary>
sealed record Measured(double PerSecond, double Microseconds)
{
    public static async Task<Measured> Of(Listening server, LoadRequest request, TimeSpan time)
    {
        var before = server.Cpu;
        var seen = await Wrk.Load(request, time);
        return seen.NotWell > 0
            ? throw new InvalidOperationException($"{seen.NotWell} of {seen.Requests} answers were not well.")
            : new(seen.PerSecond, (server.Cpu - before).TotalMicroseconds / seen.Requests);
    }

    public static Measured Median(IReadOnlyList<Measured> rounds) => rounds.OrderBy(round => round.PerSecond).ElementAt(rounds.Count / 2);

    public static bool Differ(IReadOnlyList<Measured> rounds) => Wrk.Differ(rounds.Select(round => round.PerSecond));
}
