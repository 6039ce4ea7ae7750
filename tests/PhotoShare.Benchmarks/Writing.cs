using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PhotoShare.Tests;
using Spectre.Console;

namespace PhotoShare.Benchmarks;

/// <summary>
/// Likes and comments of many people, all on one post or each on another, beside the bare INSERT; what a sign-in costs; and how long a photo takes
/// from its ticket until it is ready. PostgreSQL does not wait for its disk (fsync off); server, PostgreSQL and load share this machine.
/// </summary>
static class Writing
{
    const int People = 400, Rounds = 3, Visits = 20;
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4), Round = TimeSpan.FromSeconds(5);

    public static async Task<int> Run()
    {
        var cluster = new WritingCluster();
        try
        {
            await cluster.InitializeAsync();
            var people = await cluster.Crowd(People);
            var viral = await cluster.Ann.AddQuickPost("Everybody looks at this");
            var posts = new List<Guid>();
            for (var i = 0; i < 20; i++) posts.Add(await cluster.Ann.AddQuickPost($"One of many, {i}"));
            await Writes(cluster, people, viral, posts);
            await Visiting(cluster);
            return 0;
        }
        finally
        {
            await cluster.DisposeAsync();
        }
    }

    static async Task Writes(Cluster cluster, IReadOnlyList<Person> people, Guid viral, IReadOnlyList<Guid> posts)
    {
        var table = new Table().AddColumns("what", "on one post, a second", "p99 ms", "on twenty", "p99 ms", "one to twenty", "bare INSERT on one", "ratio", "counted rightly after");
        await Row("likes and unlikes", (id, _) => [Body("mutation ($id: ID!) { like(input: { subjectId: $id }) { errors { ... on Error { code } } } }", new { id }), Body("mutation ($id: ID!) { unlike(input: { subjectId: $id }) { errors { ... on Error { code } } } }", new { id })],
            """INSERT INTO likes (id, user_id, post_id, created_at) VALUES (gen_random_uuid(), $1, $2, now()) ON CONFLICT DO NOTHING""");
        await Row("comments", (id, i) => [Body("mutation ($id: ID!, $body: String!) { addComment(input: { postId: $id, body: $body }) { errors { ... on Error { code } } } }", new { id, body = $"Well seen {i}" })],
            """INSERT INTO comments (id, author_id, post_id, body, created_at, position) VALUES (gen_random_uuid(), $1, $2, 'Well seen', now(), nextval('bare'))""");
        AnsiConsole.Write(table);
        Console.WriteLine($"{Environment.ProcessorCount} cores, which the server, PostgreSQL and wrk share; {Wrk.Connections} connections; medians of {Rounds} rounds of {Round.TotalSeconds:0} s in turn.");

        async Task Row(string name, Func<string, int, string[]> bodies, string bare)
        {
            var (one, many) = (Request(_ => viral), Request(i => posts[i % posts.Count]));
            var (onOne, onMany, direct) = (new List<LoadResult>(), new List<LoadResult>(), new List<double>());
            foreach (var request in (LoadRequest[])[one, many]) await Wrk.Load(request, WarmUp);
            var spare = await cluster.Ann.AddQuickPost("For the bare INSERT");
            for (var round = 0; round < Rounds; round++)
            {
                onOne.Add(await Wrk.Load(one, Round));
                onMany.Add(await Wrk.Load(many, Round));
                direct.Add(await Insert(cluster, bare, people, spare));
            }
            if (onOne.Concat(onMany).Sum(round => round.NotWell) is > 0 and var bad) throw new InvalidOperationException($"{name}: {bad} were not answered well.");
            var (a, b, c) = (onOne.Median(round => round.PerSecond), onMany.Median(round => round.PerSecond), direct.Median());
            table.AddRow(name, $"{a:0}", $"{onOne.Median(round => round.P99):0}", $"{b:0}", $"{onMany.Median(round => round.P99):0}", $"{a / b:0.00}", $"{c:0}", $"{a / c:0.00}", await Counted(cluster, viral) ? "yes" : "NO");

            LoadRequest Request(Func<int, Guid> post)
            {
                var each = people.Select((_, i) => bodies(Belongings.PostId(post(i)), i)).ToList();
                // Everybody once, then everybody again: so that nobody does two things at once.
                var turns = Enumerable.Range(0, each[0].Length).SelectMany(turn => people.Select((person, i) => (Body: each[i][turn], Token: person.Token!))).ToList();
                return new(new Uri(cluster.B.Address, "/graphql"), new Dictionary<string, string> { ["Content-Type"] = "application/json" }, [.. turns.Select(turn => turn.Body)], [.. turns.Select(turn => turn.Token)]);
            }
        }
    }

    /// <returns>Statements a second by as many connections as the load has.</returns>
    static async Task<double> Insert(Cluster cluster, string sql, IReadOnlyList<Person> people, Guid post)
    {
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(cluster.ConnectionString!) { MaxPoolSize = Wrk.Connections, MaxAutoPrepare = 5, AutoPrepareMinUsages = 1 });
        await using (var command = database.CreateCommand("CREATE SEQUENCE IF NOT EXISTS bare START 1000000")) await command.ExecuteNonQueryAsync();
        var (done, clock) = (0, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, Wrk.Connections).Select(async first =>
        {
            for (var i = first; clock.Elapsed < Round; i += Wrk.Connections)
            {
                await using var command = database.CreateCommand(sql);
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = people[i % people.Count].Viewer.Required });
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = post });
                await command.ExecuteNonQueryAsync();
                Interlocked.Increment(ref done);
            }
        }));
        return done / clock.Elapsed.TotalSeconds;
    }

    static async Task<bool> Counted(Cluster cluster, Guid post)
    {
        var said = await cluster.Ann.Graph("query ($id: ID!) { post(id: $id) { likeCount commentCount } }", new { id = Belongings.PostId(post) });
        return await cluster.Database(async db =>
            await db.Likes.CountAsync(like => like.PostId == post) == int.Parse(said["post.likeCount"]!, System.Globalization.CultureInfo.InvariantCulture)
            && await db.Comments.CountAsync(comment => comment.PostId == post) == int.Parse(said["post.commentCount"]!, System.Globalization.CultureInfo.InvariantCulture));
    }

    static async Task Visiting(Cluster cluster)
    {
        var table = new Table().AddColumns("what", "median ms", "slowest ms", "CPU ms");
        await Row("sign-in by the form, password of 210,000 rounds", async () =>
        {
            using var visitor = cluster.Browse();
            await visitor.SignIn("ann");
        });
        var photo = await File.ReadAllBytesAsync(Repository.Photo("camera.jpg"));
        await Row("a photo of 6 megapixels from its ticket until it is ready", async () =>
        {
            var ticket = await Ticket.For(cluster.Ann, photo);
            await ticket.SendAll();
            (await ticket.Complete()).ShouldSucceed();
            await cluster.Ann.Processed(ticket.Key);
        });
        AnsiConsole.Write(table);

        async Task Row(string name, Func<Task> act)
        {
            var times = new List<double>();
            for (var i = 0; i < 3; i++) await act();
            var before = cluster.A.Cpu + cluster.B.Cpu;
            for (var i = 0; i < Visits; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await act();
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            var cpu = cluster.A.Cpu + cluster.B.Cpu - before;
            table.AddRow(name, $"{times.Median():0}", $"{times.Max():0}", $"{cpu.TotalMilliseconds / Visits:0}");
        }
    }

    static string Body(string query, object variables) => JsonSerializer.Serialize(new { query, variables });

    sealed class WritingCluster : Cluster
    {
        protected override Dictionary<string, string?> Settings => new(base.Settings)
        {
            ["PhotoShare:PasswordRounds"] = "210000",
            ["Logging:LogLevel:PhotoShare"] = "Warning",
        };
    }
}
