using PhotoShare.Tests;

namespace PhotoShare.Benchmarks;

/// <summary>Starts the servers that are measured, each a process of its own on the same database.</summary>
static class Subjects
{
    static readonly Dictionary<string, string> Json = new() { ["Content-Type"] = "application/json" };

    /// <summary>PhotoShare as an operator starts it, with everything on, and one budget that a benchmark cannot spend.</summary>
    public static async Task<(Subject Server, IReadOnlyList<Reader> Readers)> PhotoShare(World world)
    {
        var environment = new Dictionary<string, string?>
        {
            ["PhotoShare__Database"] = world.ConnectionString,
            ["PhotoShare__DataDirectory"] = world.DataDirectory,
            ["PhotoShare__Graph__CostPerMinute"] = "1000000000",
        };
        var node = new Node(environment);
        await node.Start();
        var (rows, readers) = (new WorldRows(world.Size), new List<Reader>());
        for (var i = 0; i < WorldRows.Readers.Count; i++)
        {
            var made = await Commands.Run("dotnet", [Path.Combine(AppContext.BaseDirectory, "PhotoShare.Web.dll"), "token", "create", WorldRows.Readers[i].Name], null, environment);
            if (made.ExitCode != 0) throw new InvalidOperationException($"{made.Error}{made.Output}");
            readers.Add(new(WorldRows.Readers[i].Name, rows.Person(world.Size.People + i), made.LastLine));
        }
        return (new Subject("PhotoShare", node.Address, (address, page, reader) =>
            new(new Uri(address, "/graphql"), new Dictionary<string, string>(Json) { ["Authorization"] = $"Bearer {reader.Token}" }, [page.OursBody]), node), readers);
    }

    public static Task<Subject> PostGraphile(World world) => Peer("PostGraphile", "postgraphile.mjs", world, page => page.PostGraphile);

    public static Task<Subject> Mercurius(World world) => Peer("mercurius", "mercurius.mjs", world, page => page.Mercurius);

    static async Task<Subject> Peer(string name, string script, World world, Func<Page, string> query)
    {
        var folder = Repository.PathOf("tests", "PhotoShare.Benchmarks", "Reading", "peers");
        await NpmPackages.Install(folder);
        var process = await Listening.Start("node", [Path.Combine(folder, script)], [Uri(world.ConnectionString)]);
        return new Subject(name, process.Address, (address, page, reader) =>
            new(new Uri(address, "/graphql"), new Dictionary<string, string>(Json) { ["x-me"] = reader.Id.ToString() }, [page.PeerBody(query(page), reader.Id)]), process);
    }

    public static async Task<Subject> Limit(World world)
    {
        var process = await Listening.Start("dotnet", [typeof(Subjects).Assembly.Location, "serve-limit"], [world.ConnectionString]);
        return new Subject("limit", process.Address, (address, page, reader) => LoadRequest.Get(new Uri(address, $"/{page.Path}/{reader.Id}/{System.Uri.EscapeDataString(page.Of ?? "")}")), process);
    }

    /// <summary>Npgsql's words as libpq's URL, on a socket.</summary>
    static string Uri(string connectionString)
    {
        var parts = new Npgsql.NpgsqlConnectionStringBuilder(connectionString);
        return $"postgres://{parts.Username}@/{parts.Database}?host={System.Uri.EscapeDataString(parts.Host!)}";
    }
}
