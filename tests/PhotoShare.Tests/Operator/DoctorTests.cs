using Microsoft.AspNetCore.Builder;
using Npgsql;
using PhotoShare.Web;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The doctor finds a sound instance sound, and for each thing that is wrong says so in a line.</summary>
[Collection(CommandCollection.Name)]
[Trait("Kind", "Slow")]
public sealed class DoctorTests(House house) : IDisposable
{
    readonly TemporaryFolder data = new();

    [Fact]
    public async Task All_of_a_sound_instance_is_well()
    {
        var findings = await Doctor.Examine(house.Services, default);

        Assert.DoesNotContain(findings, finding => !finding.IsWell);
        Assert.Equal(["data folder", "database", "migrations", "replica", "store", "key", "events", "redis", "image function", "mail", "countries", "public address", "clock"], findings.Select(finding => finding.Part));
    }

    [Fact]
    public async Task An_operator_reads_a_line_for_each_and_gets_an_exit_code()
    {
        var well = await new OperatorProgram(data.Path, null).Run("doctor");
        Assert.True(well.ExitCode == 0, $"{well}");
        Assert.Equal(14, well.Output.TrimEnd().Split('\n').Length);
        Assert.Equal("All is well.", well.LastLine);

        var ill = await new OperatorProgram(data.Path, null, more: new Dictionary<string, string?> { ["PhotoShare__PublicUrl"] = "http://127.0.0.1:1" }).Run("doctor");
        Assert.True(ill.ExitCode == 1, $"{ill}");
        Assert.Equal("1 of 13 need attention.", ill.LastLine);
        Assert.StartsWith("FAIL  public address", ill.Output.Split('\n').Single(line => line.StartsWith("FAIL", StringComparison.Ordinal)), StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(data.Path, "file"), "");
        var none = await new OperatorProgram(Path.Combine(data.Path, "file"), null).Run("doctor");
        Assert.True(none.ExitCode == 1 && none.Output.StartsWith("FAIL  settings", StringComparison.Ordinal), $"{none}");
    }

    [Fact]
    public async Task A_store_that_cannot_be_written()
    {
        Directory.CreateDirectory(Path.Combine(data.Path, "blobs"));
        await File.WriteAllTextAsync(Path.Combine(data.Path, "blobs", "health"), "a file where a folder is to be");

        await Finds("store", "");
    }

    [Fact]
    public Task An_image_function_that_has_no_room() => Finds("image function", "MaxMemory", ("PhotoShare:Processing:MaxMemory", "1000"));

    [Fact]
    public Task Queues_that_are_not_there() => Finds("image function", "http://127.0.0.1:1/results", ("PhotoShare:Processing:ResultsQueue", "http://127.0.0.1:1/results"), ("PhotoShare:Processing:FailuresQueue", "http://127.0.0.1:1/failures"));

    [Fact]
    public Task A_public_address_that_nobody_answers() => Finds("public address", "PublicUrl", ("PhotoShare:PublicUrl", "http://127.0.0.1:1"));

    [Fact]
    public async Task A_Redis_that_does_not_answer()
    {
        await Finds("redis", "PhotoShare:Redis", ("PhotoShare:Redis", "127.0.0.1:1,connectTimeout=200"));
        await Finds("events", "PhotoShare:Redis", ("PhotoShare:Redis", "127.0.0.1:1,connectTimeout=200"));
    }

    [Fact]
    public void A_clock_that_is_off()
    {
        var now = DateTime.UtcNow;

        Assert.Contains("4.0 s", DatabaseChecks.Difference(now, now.AddSeconds(4)), StringComparison.Ordinal);
        Assert.Contains("NTP", Assert.Throws<OperatorException>(() => DatabaseChecks.Difference(now, now.AddSeconds(-60))).Message, StringComparison.Ordinal);
    }

    /// <summary>With these settings that part is not well, and its line has the word.</summary>
    async Task Finds(string part, string word, params (string Name, string Value)[] settings)
    {
        await using var app = await Build(settings);
        var finding = (await Doctor.Examine(app.Services, default)).Single(finding => finding.Part == part);

        Assert.False(finding.IsWell, finding.Text);
        Assert.Contains(word, finding.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', finding.Text);
    }

    Task<WebApplication> Build((string Name, string Value)[] settings) => Program.Build(new ServerOptions(data.Path, Overrides: settings
        .Append(("Logging:LogLevel:Default", "Critical")).Append(("Logging:LogLevel:PhotoShare", "Critical")).ToDictionary(s => s.Item1, string? (s) => s.Item2)));

    public void Dispose() => data.Dispose();
}

/// <summary>What may be wrong with a PostgreSQL.</summary>
[Trait("Kind", "Real")]
public sealed class DatabaseDoctorTests : IAsyncLifetime, IDisposable
{
    readonly TemporaryFolder data = new();
    Postgres server = null!;
    string connection = null!;

    public async Task InitializeAsync() => connection = await (server = await Postgres.Enter()).CreateDatabase();

    [Fact]
    public async Task One_that_is_away() => Assert.Contains("PhotoShare:Database", await Ill("database", $"Host={data.Path};Username=nobody;Database=nothing"), StringComparison.Ordinal);

    [Fact]
    public async Task One_whose_layout_is_to_be_made_and_by_whom()
    {
        var role = await Role();

        Assert.Contains("photoshare migrate", await Ill("migrations", role), StringComparison.Ordinal);
        Assert.Contains("when the server starts", (await Diagnose("migrations", connection)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_may_not_read_a_table()
    {
        var role = await Role();
        await Migrating.MigrateAsOwner(new Settings { Database = role, MigrationDatabase = connection }, default);
        var well = await Diagnose("database", role);
        Assert.True(well.IsWell, well.Text);
        Assert.Contains("may not change the layout", well.Text, StringComparison.Ordinal);

        await Execute($"REVOKE INSERT ON likes FROM {new NpgsqlConnectionStringBuilder(role).Username}");
        Assert.Contains("1 of the tables", await Ill("database", role), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replica_that_is_none_or_away()
    {
        Assert.Contains("no replica", await Ill("replica", connection, connection), StringComparison.Ordinal);
        Assert.Contains("PhotoShare:DatabaseReplica", await Ill("replica", connection, $"Host={data.Path};Username=nobody;Database=nothing"), StringComparison.Ordinal);
    }

    async Task<string> Ill(string part, string database, string? replica = null)
    {
        var finding = await Diagnose(part, database, replica);
        Assert.False(finding.IsWell, finding.Text);
        return finding.Text;
    }

    async Task<Diagnosis> Diagnose(string part, string database, string? replica = null)
    {
        await using var app = await Program.Build(new ServerOptions(data.Path, Overrides: new Dictionary<string, string?>
        {
            ["PhotoShare:Database"] = database,
            ["PhotoShare:DatabaseReplica"] = replica,
            ["Logging:LogLevel:Default"] = "Critical",
            ["Logging:LogLevel:PhotoShare"] = "Critical",
        }));
        return (await Doctor.Examine(app.Services, default)).Single(finding => finding.Part == part);
    }

    /// <summary>One that may connect, as a connection string.</summary>
    async Task<string> Role()
    {
        var name = $"app_{Guid.NewGuid():n}"[..20];
        await Execute($"CREATE ROLE {name} LOGIN");
        return server.ConnectionString(new NpgsqlConnectionStringBuilder(connection).Database!, name);
    }

    async Task Execute(string sql)
    {
        await using var owner = new NpgsqlConnection(connection);
        await owner.OpenAsync();
        await using var command = new NpgsqlCommand(sql, owner);
        await command.ExecuteNonQueryAsync();
    }

    public Task DisposeAsync() => Postgres.Leave();

    public void Dispose() => data.Dispose();
}
