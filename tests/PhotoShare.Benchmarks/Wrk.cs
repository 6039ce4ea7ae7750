using System.Globalization;
using System.Text.RegularExpressions;
using PhotoShare.Tests;

namespace PhotoShare.Benchmarks;

/// <summary>What a server answered under load.</summary>
/// <param name="NotWell">Answers that were not 200, or had an error in them.</param>
sealed record LoadResult(double PerSecond, double P50, double P99, int Requests, int NotWell);

/// <summary>What is asked for, in turn; one body for each request, or none.</summary>
/// <param name="Tokens">Who asks for each, where that is not always the same.</param>
sealed record LoadRequest(Uri Address, IReadOnlyDictionary<string, string> Headers, IReadOnlyList<string> Bodies, IReadOnlyList<string>? Tokens = null)
{
    public static LoadRequest Get(Uri address) => new(address, new Dictionary<string, string>(), []);
}

/// <summary>Debian's wrk: so many connections, each of which asks again as soon as it is answered.</summary>
static partial class Wrk
{
    public const int Connections = 16;

    /// <summary>Rounds that differ by more make a row doubtful.</summary>
    const double Doubtful = 0.25;

    public static bool Differ(IEnumerable<double> rounds) => rounds.ToList() is var all && all.Max() / all.Min() > 1 + Doubtful;

    public static async Task<LoadResult> Load(LoadRequest request, TimeSpan time, int connections = Connections)
    {
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, Script(request));
            var result = await Commands.Run("wrk", ["-t", "1", "-c", $"{connections}", "-d", $"{time.TotalSeconds:0}s", "--timeout", "30s", "--latency", "-s", script, request.Address.AbsoluteUri], patience: time + TimeSpan.FromMinutes(1));
            if (result.ExitCode != 0) throw new InvalidOperationException($"wrk: {result.Error}{result.Output}");
            var said = result.Output;
            return new(Number(PerSecond(), said), Time("50%", said), Time("99%", said), (int)Number(Count(), said), (int)Number(NotWell(), said));
        }
        finally
        {
            File.Delete(script);
        }
    }

    static string Script(LoadRequest request) => $$"""
        wrk.method = "{{(request.Bodies.Count > 0 ? "POST" : "GET")}}"
        {{string.Join('\n', request.Headers.Select(header => $"wrk.headers[\"{header.Key}\"] = \"{header.Value}\""))}}
        local bodies = { {{string.Join(", ", request.Bodies.Select(body => $"[==[{body}]==]"))}} }
        local tokens = { {{string.Join(", ", (request.Tokens ?? []).Select(token => $"\"{token}\""))}} }
        local turn, threads = 0, {}
        function setup(thread) table.insert(threads, thread) end
        bad = 0
        if #bodies > 0 then
          function request()
            turn = turn % #bodies + 1
            if tokens[turn] then wrk.headers["Authorization"] = "Bearer " .. tokens[turn] end
            return wrk.format(nil, nil, nil, bodies[turn])
          end
        end
        function response(status, headers, body)
          if status ~= 200 or body:find('"errors":[{', 1, true) then bad = bad + 1 end
        end
        function done(summary)
          local all = 0
          for _, thread in ipairs(threads) do all = all + thread:get("bad") end
          print("not well: " .. all)
        end
        """;

    static double Number(Regex what, string said) => double.Parse(what.Match(said).Groups[1].Value, CultureInfo.InvariantCulture);

    static double Time(string percentile, string said)
    {
        var match = Regex.Match(said, $@"{percentile}\s+([\d.]+)(us|ms|s|m)\b");
        var factor = match.Groups[2].Value switch { "us" => 0.001, "ms" => 1, "s" => 1_000, _ => 60_000.0 };
        return double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * factor;
    }

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Count();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex PerSecond();

    [GeneratedRegex(@"not well: (\d+)")]
    private static partial Regex NotWell();
}
