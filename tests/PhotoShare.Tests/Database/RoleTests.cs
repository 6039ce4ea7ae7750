using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Two roles: one owns the layout, and the other, the servers', can read and write rows and nothing else.</summary>
[Trait("Kind", "Real")]
public sealed class RoleTests : IAsyncLifetime, IDisposable
{
    readonly TemporaryFolder data = new();
    readonly string suffix = $"{Guid.NewGuid():n}"[..8];
    string asOwner = null!, asApp = null!;

    string Owner => $"owner_{suffix}";
    string App => $"app_{suffix}";

    public async Task InitializeAsync()
    {
        var server = await Postgres.Enter();
        var asRoot = await server.CreateDatabase();
        var database = new NpgsqlConnectionStringBuilder(asRoot).Database!;
        (asOwner, asApp) = (server.ConnectionString(database, Owner), server.ConnectionString(database, App));
        foreach (var sql in (string[])[$"CREATE ROLE {Owner} LOGIN", $"CREATE ROLE {App} LOGIN", $"ALTER DATABASE {database} OWNER TO {Owner}"]) await Execute(asRoot, sql);
    }

    [Fact]
    public async Task A_server_that_may_not_change_the_layout_says_what_to_run_and_starts_once_that_was_done()
    {
        var before = await Program().Run("user", "add", "ann", "--email", "ann@example.org", "--password-stdin");
        Assert.True(before.ExitCode == 1, $"{before}");
        Assert.Contains("photoshare migrate", Assert.Single(before.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);

        var migrated = await Program(("PhotoShare__MigrationDatabase", asOwner)).Run("migrate");
        Assert.True(migrated.ExitCode == 0, $"{migrated}");
        Assert.Contains("Initial", migrated.Output, StringComparison.Ordinal);
        var again = await Program(("PhotoShare__MigrationDatabase", asOwner)).Run("migrate");
        Assert.Equal((0, "The database is up to date."), (again.ExitCode, again.Output.Trim()));

        var added = await Program().RunWith(Person.Password, "user", "add", "ann", "--email", "ann@example.org", "--password-stdin");
        Assert.True(added.ExitCode == 0, $"{added}");
    }

    [Fact]
    public async Task The_servers_role_reads_and_writes_and_changes_no_layout()
    {
        var settings = new Settings { Database = asApp, MigrationDatabase = asOwner };
        await Migrating.MigrateAsOwner(settings, default);
        await Execute(asOwner, "CREATE TABLE of_a_later_version (id integer)");

        Assert.Equal(0L, await Execute(asApp, "SELECT count(*) FROM users"));
        await Execute(asApp, "INSERT INTO of_a_later_version VALUES (1)");
        await Execute(asApp, "INSERT INTO audit_events (id, kind, at, mac) VALUES (gen_random_uuid(), 'SignedIn', now(), '')");
        await Execute(asApp, "UPDATE audit_events SET position = 1, hash = ''");
        foreach (var sql in (string[])
        [
            "UPDATE audit_events SET details = 'another'", "UPDATE audit_events SET mac = ''", "DELETE FROM audit_events", "TRUNCATE audit_events", "CREATE TABLE mine (id integer)", "ALTER TABLE users ADD COLUMN mine integer", "DROP TABLE users", "DROP INDEX ix_posts_search", "TRUNCATE users",
            "CREATE FUNCTION mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'", "DELETE FROM \"__EFMigrationsHistory\"", "UPDATE layout SET needs = ''",
        ])
            Assert.Equal((sql, PostgresErrorCodes.InsufficientPrivilege), (sql, (await Assert.ThrowsAsync<PostgresException>(() => Execute(asApp, sql))).SqlState));
    }

    [Fact]
    public async Task Servers_that_begin_at_once_migrate_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var services = new ServiceCollection().AddLogging().AddPhotoShare(new Settings { Database = asOwner }).BuildServiceProvider();
            await using var db = await services.GetRequiredService<IDbContextFactory<PhotoShareDb>>().CreateDbContextAsync();
            await db.Migrate(default);
        }));

        Assert.Equal(0L, await Execute(asOwner, "SELECT count(*) - count(DISTINCT migration_id) FROM \"__EFMigrationsHistory\""));
        Assert.Equal(0L, await Execute(asOwner, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"));
    }

    OperatorProgram Program(params (string Name, string Value)[] more) => new(data.Path, asApp, more: more.ToDictionary(m => m.Name, string? (m) => m.Value));

    static async Task<object?> Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public Task DisposeAsync() => Postgres.Leave();

    public void Dispose() => data.Dispose();
}
