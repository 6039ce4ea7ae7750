using System.Runtime.Versioning;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PhotoShare.Web;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Starting and stopping the server: what it says, and what it says when it cannot start.</summary>
[Collection(CommandCollection.Name)]
[SupportedOSPlatform("linux")]
[Trait("Kind", "Slow")]
public sealed class StartTests(House house) : IAsyncLifetime, IDisposable
{
    readonly TemporaryFolder data = new();
    string? connectionString;

    public async Task InitializeAsync() => connectionString = await TestDatabase.Create();

    OperatorProgram Photoshare => new(data.Path, connectionString);

    [Fact]
    public async Task A_first_start_says_where_it_is_and_an_interrupt_ends_it_well()
    {
        using var server = Photoshare.Start("--urls", "http://127.0.0.1:0");
        var said = new List<string>();
        while (said.Count < 50 && await server.StandardOutput.ReadLineAsync().WaitAsync(Eventually.Patience) is { } line)
        {
            said.Add(line);
            if (line.Contains("Ctrl", StringComparison.Ordinal)) break;
        }
        var address = said.First(line => line.Contains("Open", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1];
        using var http = new HttpClient();
        var live = await http.GetAsync(new Uri($"{address}/health/live"));
        var health = await Photoshare.Run("health", "--urls", address);
        var interrupted = await Commands.Run("kill", ["-INT", $"{server.Id}"]);
        // What it still says is read, since a full pipe would hold it up.
        var rest = Task.WhenAll(server.StandardOutput.ReadToEndAsync(), server.StandardError.ReadToEndAsync());
        try
        {
            await server.WaitForExitAsync().WaitAsync(Eventually.Patience);
        }
        finally
        {
            // As where these tests were begun by a script's "&", whose children have interrupts ignored.
            server.Kill(entireProcessTree: true);
        }

        var errors = (await rest)[1];
        Assert.True(interrupted.ExitCode == 0 && errors.Length == 0, $"{interrupted}{errors}");
        Assert.True(live.IsSuccessStatusCode);
        Assert.True(health.ExitCode == 0 && health.Output.Contains("\"database\":\"ok\"", StringComparison.Ordinal), $"{health}");
        Assert.Contains(said, line => line.Contains($"{address}/graphql", StringComparison.Ordinal));
        Assert.Contains(said, line => line.Contains(data.Path, StringComparison.Ordinal));
        Assert.Contains(said, line => line.Contains("demo", StringComparison.Ordinal));
        Assert.Contains(said, line => line.Contains("admin grant <name> admin", StringComparison.Ordinal));
        Assert.Equal(0, server.ExitCode);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Directory.GetFiles(data.Path, "*key*").Single()) & ~UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_not_healthy() =>
        ShouldFailWithOneLine(await Photoshare.Run("health", "--urls", "http://127.0.0.1:9"), "http://127.0.0.1:9/health/ready");

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_one_line()
    {
        var result = await Photoshare.Run("--urls", house.Address.GetLeftPart(UriPartial.Authority));

        ShouldFailWithOneLine(result, $"{house.Address.Port}", "--urls");
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_said_in_one_line()
    {
        var file = Path.Combine(data.Path, "a-file");
        await File.WriteAllTextAsync(file, "");

        ShouldFailWithOneLine(await Photoshare.Run("--data", Path.Combine(file, "below")), file, "--data");
    }

    [Fact]
    public async Task A_database_from_a_version_that_is_too_new_is_left_alone_and_said_in_one_line()
    {
        var settings = new Dictionary<string, string?> { ["PhotoShare:Database"] = connectionString };
        await using (var app = await Program.Build(new ServerOptions(data.Path, Overrides: settings)))
        {
            await using var db = await app.Services.GetRequiredService<IDbContextFactory<PhotoShareDb>>().CreateDbContextAsync();
            await db.Migrate(default);
            await db.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('99991231235959_TheFuture', '99.0')""");
            var next = await Photoshare.Run("migrate");
            Assert.True(next.ExitCode == 0 && next.Output.Contains("TheFuture), which lets this one work", StringComparison.Ordinal), $"{next}");
            await db.Database.ExecuteSqlRawAsync("UPDATE layout SET needs = '99991231235959_TheFuture'");
        }

        ShouldFailWithOneLine(await Photoshare.Run("--urls", "http://127.0.0.1:0"), "newer version", "TheFuture");
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_said_in_one_line()
    {
        var nowhere = new OperatorProgram(data.Path, $"Host={data.Path};Username=nobody;Database=nothing");

        ShouldFailWithOneLine(await nowhere.Run("--urls", "http://127.0.0.1:0"), "database", "PhotoShare:Database");
    }

    [Fact]
    public async Task A_key_that_KMS_does_not_have_is_said_in_one_line()
    {
        await KmsServer.ForAll;
        var keyless = new OperatorProgram(data.Path, connectionString, "alias/nothing");

        ShouldFailWithOneLine(await keyless.Run("--urls", "http://127.0.0.1:0"), "no KMS key alias/nothing", "PhotoShare:KmsKey", "AWS_REGION");
    }

    [Fact]
    public async Task A_master_key_that_is_not_the_instances_is_said_in_one_line_and_changes_nothing()
    {
        var master = Path.Combine(data.Path, "master.key");
        Assert.Equal(0, (await Photoshare.Run("keys", "status")).ExitCode);
        var right = await File.ReadAllBytesAsync(master);
        await File.WriteAllBytesAsync(master, new byte[32]);

        ShouldFailWithOneLine(await Photoshare.Run("--urls", "http://127.0.0.1:0"), "can't be opened", "master.key");
        await File.WriteAllBytesAsync(master, right);
        Assert.Equal(0, (await Photoshare.Run("keys", "status")).ExitCode);
    }

    static void ShouldFailWithOneLine(CommandResult result, params string[] words)
    {
        Assert.True(result.ExitCode == 1, $"{result}");
        Assert.Equal("", result.Output.Trim());
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        var line = Assert.Single(result.Error.TrimEnd().Split('\n'));
        Assert.All(words, word => Assert.Contains(word, line, StringComparison.Ordinal));
    }

    public Task DisposeAsync() => TestDatabase.Leave();

    public void Dispose() => data.Dispose();
}
