using System.Text.Json;
using Npgsql;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The servers' role as the owner makes it, by secrets that know a name and a password alone.</summary>
[Trait("Kind", "Real")]
public sealed class ServerRoleTests : IAsyncLifetime, IDisposable
{
    readonly TemporaryFolder data = new();
    readonly string suffix = $"{Guid.NewGuid():n}"[..8];
    Postgres server = null!;
    string database = null!;

    string Owner => $"owner_{suffix}";
    string App => $"the app's \"{suffix}\"";

    /// <summary>Not in the form that it is sent in.</summary>
    string First => $"first ① '{suffix}'";
    string Second => $"second {suffix}";

    public async Task InitializeAsync()
    {
        server = await Postgres.Enter();
        database = new NpgsqlConnectionStringBuilder(await server.CreateDatabase()).Database!;
        foreach (var sql in (string[])[$"CREATE ROLE {Owner} LOGIN CREATEROLE PASSWORD 'the owner''s'", $"ALTER ROLE {Owner} SET log_statement = 'all'", $"ALTER DATABASE {database} OWNER TO {Owner}"])
            await Execute(As("postgres"), sql);
        await server.AskForPassword($"{Owner},\"the app's \"\"{suffix}\"\"\"");
    }

    [Fact]
    public async Task Migrate_makes_the_role_with_the_password_of_its_secret_and_sets_one_that_was_changed()
    {
        await using var systems = await SsmServer.Start();
        systems.Secrets["rds!owner"] = JsonSerializer.Serialize(new { username = Owner, password = "the owner's" });
        systems.Secrets["app"] = JsonSerializer.Serialize(new { username = App, password = First });
        var nobody = new NpgsqlConnectionStringBuilder(As("postgres")) { Username = null }.ConnectionString;

        var made = await Program(nobody, new(systems.Environment)
        {
            ["PhotoShare__MigrationDatabase"] = nobody,
            ["PhotoShare__MigrationDatabaseSecret"] = "rds!owner",
            ["PhotoShare__DatabaseSecret"] = "app",
        }).Run("migrate");

        Assert.True(made.ExitCode == 0, $"{made}");
        Assert.Equal(0L, await Execute(As(App, First), "SELECT count(*) FROM users"));
        await ShouldBeRefused("another");

        Assert.Empty((await Migrating.MigrateAsOwner(new Settings { Database = As(App, Second), MigrationDatabase = As(Owner, "the owner's") }, default)).Missing);
        Assert.Equal(0L, await Execute(As(App, Second), "SELECT count(*) FROM users"));
        await ShouldBeRefused(First);

        var log = await server.Log();
        Assert.Contains("LOGIN PASSWORD 'SCRAM-SHA-256$4096:", log, StringComparison.Ordinal);
        Assert.DoesNotContain($"'{suffix}'", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Second, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_owner_without_the_right_to_make_roles_hears_what_to_do()
    {
        await Execute(As("postgres"), $"ALTER ROLE {Owner} NOCREATEROLE");

        var missing = await Program(As(App, First), new() { ["PhotoShare__MigrationDatabase"] = As(Owner), ["PhotoShare__MigrationDatabasePassword"] = "the owner's" }).Run("migrate");
        Assert.True(missing.ExitCode == 1, $"{missing}");
        var line = Assert.Single(missing.Error.TrimEnd().Split('\n'));
        Assert.All((string[])[$"There is no role {App}", $"Give {Owner} CREATEROLE", "CREATE ROLE"], word => Assert.Contains(word, line, StringComparison.Ordinal));

        await Execute(As("postgres"), $"CREATE ROLE {Quoted} LOGIN PASSWORD 'of the database'");
        var refused = await Assert.ThrowsAsync<MayNotMakeRole>(() => Migrating.MigrateAsOwner(new Settings { Database = As(App, First), MigrationDatabase = As(Owner, "the owner's") }, default));
        Assert.Contains($"refuses the password of the role {App}", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(First, refused.Message, StringComparison.Ordinal);

        Assert.NotEmpty((await Migrating.MigrateAsOwner(new Settings { Database = As(App, "of the database"), MigrationDatabase = As(Owner, "the owner's") }, default)).Missing);
    }

    string Quoted => $"\"{App.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    OperatorProgram Program(string connection, Dictionary<string, string?> more) => new(data.Path, connection, more: more);

    string As(string user, string? password = null) => new NpgsqlConnectionStringBuilder(server.ConnectionString(database)) { Username = user, Password = password, Pooling = false }.ConnectionString;

    async Task ShouldBeRefused(string password) =>
        Assert.Equal(PostgresErrorCodes.InvalidPassword, (await Assert.ThrowsAsync<PostgresException>(() => Execute(As(App, password), "SELECT 1"))).SqlState);

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
