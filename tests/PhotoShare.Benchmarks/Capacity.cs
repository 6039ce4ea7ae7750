using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Tests;
using Spectre.Console;

namespace PhotoShare.Benchmarks;

/// <summary>
/// What architecture/scale.md reckons with: how many requests a second one server gives, what of the machine's processors each takes in
/// the server and in PostgreSQL, and how large a row of each kind is with its indexes. On the world of tests/PhotoShare.Tests/Database/scale.sql,
/// with wrk as the load; server, PostgreSQL and wrk share this machine.
/// </summary>
static partial class Capacity
{
    const int Connections = 16;
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3), Round = TimeSpan.FromSeconds(8);

    const string Post = "id captionHTML createdAt likeCount commentCount viewerHasLiked viewerHasSaved author { username displayName avatar { url } } photos { image(width: 640) { url } }";

    public static async Task<int> Run()
    {
        Environment.SetEnvironmentVariable("PHOTOSHARE_TEST_DATABASE", "postgres");
        var house = new ScaleHouse();
        try
        {
            await house.InitializeAsync();
            await Requests(house);
            await Rows(house);
            Console.WriteLine($"{Environment.ProcessorCount} cores, which the server, PostgreSQL and wrk share; {Connections} connections.");
            return 0;
        }
        finally
        {
            await house.DisposeAsync();
        }
    }

    static async Task Requests(ScaleHouse house)
    {
        var post = Belongings.PostId(house.PublicPost);
        var posts = await house.Database(db => db.Posts.VisibleTo(house.Ann.Viewer).Where(p => p.CommentsEnabled).OrderByDescending(p => p.Id).Take(5_000).Select(p => p.Id).ToListAsync());
        var ids = posts.Select(Belongings.PostId).ToList();
        var table = new Table().AddColumns("operation", "a second", "p50 ms", "p99 ms", "server CPU ms", "PostgreSQL and wrk CPU ms", "not answered well");
        await Row("a page of the feed, 20 posts with two comments each", [Body($"{{ feed(first: 20) {{ nodes {{ {Post} topComments {{ id bodyHTML author {{ username }} }} }} pageInfo {{ endCursor }} }} }}")]);
        await Row("a post with 50 comments", [Body($"query ($id: ID!) {{ post(id: $id) {{ {Post} comments(first: 50) {{ nodes {{ id bodyHTML likeCount viewerHasLiked author {{ username }} }} }} }} }}", new { id = post })]);
        await Row("explore, 20 posts", [Body($"{{ explore(first: 20) {{ nodes {{ {Post} }} }} }}")]);
        await Row("people by a misspelled name", [Body("{ search(query: \"velmmor\", type: USER, first: 20) { nodes { ... on User { username } } } }")]);
        await Row("a like", [.. ids.Select(id => Body("mutation ($id: ID!) { like(input: { subjectId: $id }) { errors { ... on Error { code } } } }", new { id }))]);
        await Row("a comment", [.. ids.Select(id => Body("mutation ($id: ID!) { addComment(input: { postId: $id, body: \"Well seen\" }) { errors { ... on Error { code } } } }", new { id }))]);
        AnsiConsole.Write(table);

        async Task Row(string name, IReadOnlyList<string> bodies) => table.AddRow(await Measure(house, name, bodies));
    }

    static string Body(string query, object? variables = null) => JsonSerializer.Serialize(new { query, variables });

    static async Task<string[]> Measure(House house, string name, IReadOnlyList<string> bodies)
    {
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, Script(house.Ann.Token!, bodies));
            await Load(house, script, WarmUp);
            var (server, machine) = (Process.GetCurrentProcess().TotalProcessorTime, BusyTime());
            var said = await Load(house, script, Round);
            server = Process.GetCurrentProcess().TotalProcessorTime - server;
            machine = BusyTime() - machine;
            var count = Number(Count(), said);
            return [name, $"{count / Round.TotalSeconds:0}", Time("50%", said), Time("99%", said), $"{server.TotalMilliseconds / count:0.00}", $"{(machine - server).TotalMilliseconds / count:0.00}", $"{Number(Refused(), said):0}"];
        }
        finally
        {
            File.Delete(script);
        }
    }

    static async Task<string> Load(House house, string script, TimeSpan time)
    {
        var result = await Commands.Run("wrk", ["-t", "1", "-c", $"{Connections}", "-d", $"{time.TotalSeconds:0}s", "--latency", "-s", script, new Uri(house.Address, "/graphql").ToString()]);
        return result.ExitCode == 0 ? result.Output : throw new InvalidOperationException($"wrk: {result.Error}{result.Output}");
    }

    /// <summary>Each request in its turn; an answer with an error in it counts as one that is not well.</summary>
    static string Script(string token, IEnumerable<string> bodies) => $$"""
        wrk.method = "POST"
        wrk.headers["Content-Type"] = "application/json"
        wrk.headers["Authorization"] = "Bearer {{token}}"
        local bodies = { {{string.Join(", ", bodies.Select(body => $"[==[{body}]==]"))}} }
        local turn, threads = 0, {}
        function setup(thread) table.insert(threads, thread) end
        bad = 0
        function request()
          turn = turn % #bodies + 1
          return wrk.format(nil, nil, nil, bodies[turn])
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

    /// <summary>Of all processors together, in what Linux counts as work.</summary>
    static TimeSpan BusyTime()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..].Select(long.Parse).ToArray();
        return TimeSpan.FromMilliseconds(10 * (fields[0] + fields[1] + fields[2] + fields[5] + fields[6]));
    }

    static async Task Rows(ScaleHouse house)
    {
        var table = new Table().AddColumns("table", "rows", "bytes a row", "of which indexes");
        foreach (var (name, rows, bytes, indexes) in await house.Database(db => db.Database.SqlQuery<Size>($"""
            SELECT relname AS name, reltuples::bigint AS rows, pg_total_relation_size(oid) AS bytes, pg_indexes_size(oid) AS indexes
            FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples >= 1000 ORDER BY bytes DESC
            """).ToListAsync()))
            table.AddRow(name, $"{rows:N0}", $"{bytes / rows}", $"{indexes / rows}");
        AnsiConsole.Write(table);
    }

    sealed record Size(string Name, long Rows, long Bytes, long Indexes);

    static double Number(Regex what, string said) => double.Parse(what.Match(said).Groups[1].Value, CultureInfo.InvariantCulture);

    static string Time(string percentile, string said)
    {
        var match = Regex.Match(said, $@"{percentile}\s+([\d.]+)(us|ms|s)");
        var factor = match.Groups[2].Value switch { "us" => 0.001, "ms" => 1, _ => 1000.0 };
        return $"{double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * factor:0.0}";
    }

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Count();

    [GeneratedRegex(@"not well: (\d+)")]
    private static partial Regex Refused();
}
