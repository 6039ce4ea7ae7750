using System.Collections.Concurrent;
using System.Text.Json;
using Npgsql;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The password of the database is changed while the server is busy, as Secrets Manager does it: nobody notices.</summary>
[Trait("Kind", "Real")]
public sealed class RotationTests(RotationTests.WithSecret house) : IClassFixture<RotationTests.WithSecret>
{
    public sealed class WithSecret : House
    {
        const string Role = "photoshare", Secret = "photoshare/database";

        Postgres server = null!;
        SsmServer systems = null!;
        string database = null!;

        public int Asked => systems.Asked;

        protected override Dictionary<string, string?> Settings => new(base.Settings) { ["PhotoShare:DatabaseSecret"] = Secret };

        protected override async Task<string?> CreateDatabase()
        {
            server = await Postgres.OfOnesOwn();
            database = new NpgsqlConnectionStringBuilder(await server.CreateDatabase()).Database!;
            await Execute($"CREATE ROLE {Role} LOGIN PASSWORD 'the first'");
            await Execute($"ALTER DATABASE {database} OWNER TO {Role}");
            await server.AskForPassword(Role);
            systems = await SsmServer.Start();
            foreach (var (name, value) in systems.Environment) System.Environment.SetEnvironmentVariable(name, System.Environment.GetEnvironmentVariable(name) is { } set && !name.EndsWith("SSM", StringComparison.Ordinal) ? set : value);
            Put("the first");
            // Connections end soon, so that new ones are opened all the time.
            return $"{server.ConnectionString(database, "nobody")};Connection Lifetime=1";
        }

        public async Task Rotate(string password)
        {
            await Execute($"ALTER ROLE {Role} PASSWORD '{password}'");
            // For a moment the database has the new one and the secret the old.
            await Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{Role}'");
            await Task.Delay(300);
            Put(password);
        }

        void Put(string password) => systems.Secrets[Secret] = JsonSerializer.Serialize(new { engine = "postgres", username = Role, password });

        async Task Execute(string sql)
        {
            await using var connection = new NpgsqlConnection(server.ConnectionString(database));
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }

        protected override async Task LeaveDatabase()
        {
            await systems.DisposeAsync();
            await server.Stop();
        }
    }

    [Fact]
    public async Task A_rotation_loses_no_request()
    {
        var answered = new ConcurrentBag<bool>();
        using var end = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested) answered.Add((await house.Bob.Graph("{ feed { nodes { id } } }")).ShouldSucceed().List("feed.nodes").Count > 0);
        })).ToList();

        foreach (var password in (string[])["the second", "the third"])
        {
            await More();
            await house.Rotate(password);
            await More();
        }
        await end.CancelAsync();
        await Task.WhenAll(readers);

        Assert.DoesNotContain(false, answered);
        Assert.InRange(house.Asked, 3, 30);

        Task<int> More()
        {
            var before = answered.Count;
            return Eventually.Becomes(() => Task.FromResult(answered.Count), count => count > before + 30, "requests are answered");
        }
    }
}

/// <summary>Secrets that lie in files.</summary>
public sealed class SecretFileTests : IDisposable
{
    readonly TemporaryFolder data = new();

    [Fact]
    public async Task A_setting_may_lie_in_a_file_and_a_file_that_is_missing_is_named()
    {
        var file = Path.Combine(data.Path, "redis");
        var missing = await Program(("PhotoShare__Redis_FILE", file)).Run("token", "create", "nobody");
        Assert.True(missing.ExitCode == 1, $"{missing}");
        Assert.Contains(file, Assert.Single(missing.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);

        // What it holds is used: a folder that is a file can't be the data's.
        await File.WriteAllTextAsync(file, $"{file}\n");
        var used = await Program(("PhotoShare__DataDirectory_FILE", file)).Run("token", "create", "nobody");
        Assert.True(used.ExitCode == 1, $"{used}");
        Assert.Contains($"The data folder {file} can't be written", used.Error, StringComparison.Ordinal);
    }

    OperatorProgram Program(params (string Name, string Value)[] more) => new(data.Path, null, more: more.ToDictionary(m => m.Name, string? (m) => m.Value));

    public void Dispose() => data.Dispose();
}
