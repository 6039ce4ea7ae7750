using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Changes of the layout are made apart, by another role, and the server of the new version is there first.</summary>
[Trait("Kind", "Real")]
public sealed class WaitingServerTests : IAsyncLifetime, IDisposable
{
    readonly TemporaryFolder data = new();
    readonly string app = $"app_{Guid.NewGuid():n}"[..12];
    string asOwner = null!, asApp = null!;

    public async Task InitializeAsync()
    {
        var server = await Postgres.Enter();
        asOwner = await server.CreateDatabase();
        asApp = server.ConnectionString(new NpgsqlConnectionStringBuilder(asOwner).Database!, app);
        await using var source = NpgsqlDataSource.Create(asOwner);
        await using var command = source.CreateCommand($"CREATE ROLE {app} LOGIN");
        await command.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task It_says_what_it_waits_for_and_begins_once_that_is_done()
    {
        await using var server = new Node(new Dictionary<string, string?> { ["PhotoShare__DataDirectory"] = data.Path, ["PhotoShare__Database"] = asApp });
        using var http = new HttpClient { BaseAddress = server.Address };
        var starting = server.Start();
        await Eventually.Becomes(server.Health, status => status is not null, "somebody answers", TimeSpan.FromMinutes(1));

        using (var ready = await http.GetAsync("/health/ready"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            Assert.Equal("""{"status":"failing","checks":{"layout":"failing"}}""", JsonNode.Parse(await ready.Content.ReadAsStringAsync())!.ToJsonString());
        }
        Assert.Equal(HttpStatusCode.OK, await Status("/health/live"));
        using (var refused = await http.GetAsync("/explore"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
            Assert.Contains("UNAVAILABLE", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Contains("photoshare migrate", server.Log, StringComparison.Ordinal);

        await Migrating.MigrateAsOwner(new Settings { Database = asApp, MigrationDatabase = asOwner }, default);

        await starting;
        Assert.Equal(HttpStatusCode.OK, await Status("/explore"));

        async Task<HttpStatusCode> Status(string path)
        {
            using var answer = await http.GetAsync(path);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task It_can_be_stopped_meanwhile()
    {
        await using var server = new Node(new Dictionary<string, string?> { ["PhotoShare__DataDirectory"] = data.Path, ["PhotoShare__Database"] = asApp });
        var starting = server.Start();
        await Eventually.Becomes(server.Health, status => status is not null, "somebody answers", TimeSpan.FromMinutes(1));

        Assert.Equal(0, await server.Stop());
        await Assert.ThrowsAsync<InvalidOperationException>(() => starting);
    }

    public Task DisposeAsync() => Postgres.Leave();

    public void Dispose() => data.Dispose();
}
