using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Tests;
using Spectre.Console;

namespace PhotoShare.Benchmarks;

/// <summary>
/// What architecture/scale.md reckons with: how many requests a second one server gives, what of the machine's processors each takes in
/// the server and in PostgreSQL, and how large a row of each kind is with its indexes. On the world of tests/PhotoShare.Tests/Database/scale.sql,
/// with wrk as the load; server, PostgreSQL and wrk share this machine.
/// </summary>
static class Capacity
{
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
            Console.WriteLine($"{Environment.ProcessorCount} cores, which the server, PostgreSQL and wrk share; {Wrk.Connections} connections.");
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
        var request = new LoadRequest(new Uri(house.Address, "/graphql"), new Dictionary<string, string> { ["Content-Type"] = "application/json", ["Authorization"] = $"Bearer {house.Ann.Token}" }, bodies);
        await Wrk.Load(request, WarmUp);
        var (server, machine) = (Process.GetCurrentProcess().TotalProcessorTime, BusyTime());
        var seen = await Wrk.Load(request, Round);
        server = Process.GetCurrentProcess().TotalProcessorTime - server;
        machine = BusyTime() - machine;
        return [name, $"{seen.PerSecond:0}", $"{seen.P50:0.0}", $"{seen.P99:0.0}", $"{server.TotalMilliseconds / seen.Requests:0.00}", $"{(machine - server).TotalMilliseconds / seen.Requests:0.00}", $"{seen.NotWell}"];
    }

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
}
