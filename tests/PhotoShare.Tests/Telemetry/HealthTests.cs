using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Everything that a server stands on goes away, and comes back.</summary>
public sealed class HealthTests(HealthTests.Faulty house) : IClassFixture<HealthTests.Faulty>
{
    /// <summary>With a KMS key of its own, which can be disabled.</summary>
    public sealed class Faulty : House
    {
        protected override async Task<IReadOnlyDictionary<string, string?>> FindStore()
        {
            KmsKey = (await KmsServer.ForAll).CreateKey();
            return await base.FindStore();
        }
    }

    [Fact]
    public async Task A_part_that_fails_is_named_until_it_is_back_and_the_process_lives_on()
    {
        var kms = await KmsServer.ForAll;
        await Break();
        kms.Refused[house.KmsKey!] = "DisabledException";
        try
        {
            var (status, failing) = await Ready();
            var (live, statements) = await SqlCounter.Count(() => house.Stranger.Http.GetAsync("/health/live"));

            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.Equal("failing", failing["status"]!.ToString());
            Assert.Equal("failing", failing["checks"]!["key"]!.ToString());
            // A bucket that is away is for the tests of outages; a file of SQLite's is not taken away under it.
            Assert.Equal("failing", failing["checks"]![TestDatabase.IsPostgres ? "database" : "store"]!.ToString());
            // Without the database that carries them; events within one server need nobody.
            Assert.Equal(TestDatabase.IsPostgres ? "degraded" : "ok", failing["checks"]!["bus"]!.ToString());
            Assert.Equal("ok", failing["checks"]!["serving"]!.ToString());
            Assert.True(live.IsSuccessStatusCode);
            Assert.Empty(statements);
            live.Dispose();
        }
        finally
        {
            kms.Refused.TryRemove(house.KmsKey!, out _);
            await Mend();
        }

        var (_, well) = await Eventually.Becomes(Ready, ready => ready.Status == HttpStatusCode.OK && ready.Body["status"]!.ToString() == "ok", "all is well again");
        Assert.All(well["checks"]!.AsObject(), check => Assert.Equal("ok", check.Value!.ToString()));
        // It is remembered for some seconds, however many ask.
        kms.Refused[house.KmsKey!] = "DisabledException";
        try
        {
            var asked = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Ready()));
            Assert.All(asked, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        }
        finally
        {
            kms.Refused.TryRemove(house.KmsKey!, out _);
        }
    }

    async Task<(HttpStatusCode Status, JsonObject Body)> Ready()
    {
        using var answer = await house.Stranger.Http.GetAsync("/health/ready");
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    string PathOf(string name) => Path.Combine(house.DataDirectory, name);

    async Task Break()
    {
        if (TestDatabase.IsPostgres)
        {
            await Tell($"""ALTER DATABASE "{Name}" ALLOW_CONNECTIONS false""");
            await Tell($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{Name}'");
            return;
        }
        Directory.Move(PathOf("blobs"), PathOf("blobs-away"));
    }

    async Task Mend()
    {
        if (TestDatabase.IsPostgres)
        {
            await Tell($"""ALTER DATABASE "{Name}" ALLOW_CONNECTIONS true""");
            return;
        }
        if (Directory.Exists(PathOf("blobs"))) Directory.Delete(PathOf("blobs"), recursive: true);
        Directory.Move(PathOf("blobs-away"), PathOf("blobs"));
    }

    string Name => new Npgsql.NpgsqlConnectionStringBuilder(house.ConnectionString).Database!;

    async Task Tell(string statement)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(new Npgsql.NpgsqlConnectionStringBuilder(house.ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }
}
