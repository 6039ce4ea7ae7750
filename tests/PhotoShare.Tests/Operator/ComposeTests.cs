using System.Net;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>
/// What docker-compose.yml starts, without its containers: the published server with the very environment and secrets of the file, on a real
/// PostgreSQL with its two roles, a real S3 store and a real Redis.
/// </summary>
[Trait("Kind", "Real")]
public sealed class ComposeTests : IAsyncLifetime, IDisposable
{
    readonly TemporaryFolder folder = new();
    Postgres? postgres;
    Redis? redis;
    RadosGateway? store;

    string Secrets => Path.Combine(folder.Path, "secrets");
    string Published => Path.Combine(folder.Path, "published");

    public async Task InitializeAsync()
    {
        (postgres, redis, store) = (await Postgres.OfOnesOwn(), await Redis.Start(), await RadosGateway.Running);
        await Succeed("dotnet", "publish", Repository.PathOf("src", "PhotoShare.Web"), "--no-build", "-c", Repository.Configuration, "-o", Published);
        Directory.CreateDirectory(Secrets);
        await File.WriteAllTextAsync(Path.Combine(Secrets, "store_access_key"), "owner");
        await File.WriteAllTextAsync(Path.Combine(Secrets, "store_secret_key"), "owner-secret");
        await RunCopy("secrets");
    }

    [Fact]
    public async Task The_published_server_works_with_the_environment_that_the_file_gives_it()
    {
        var host = Host(postgres!.ConnectionString("postgres"));
        await Succeed("psql", "-h", host, "-U", "postgres", "-c", "CREATE DATABASE photoshare");
        await RunCopy("postgres-roles.sh", ("PGHOST", host));

        Assert.Contains("photoshare", (await Photoshare("store-setup", "store", "setup")).Output, StringComparison.Ordinal);
        await Photoshare("migrate", "migrate");
        await using var server = new Node(EnvironmentOf("app1"), Path.Combine(Published, "PhotoShare.Web.dll"));
        await server.Start();
        Assert.Equal(0, (await Photoshare("app1", "health", "--urls", server.Address.ToString())).ExitCode);

        using var http = new HttpClient { BaseAddress = server.Address };
        var made = await Photoshare("app1", "user", "add", "ann", "--email", "ann@example.org", "--password-stdin");
        var token = (await Photoshare("app1", "token", "create", "ann")).LastLine;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query={viewer{user{username}}}");
        request.Headers.Add("Authorization", $"Bearer {token}");
        using var answer = await http.SendAsync(request);

        Assert.Equal(0, made.ExitCode);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("\"username\":\"ann\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // What it logs, such as a token that nobody has, is JSON.
        using var forged = new HttpRequestMessage(HttpMethod.Get, "/graphql?query={__typename}");
        forged.Headers.Add("Authorization", "Bearer psp_nobody");
        using var refused = await http.SendAsync(forged);
        await Eventually.Becomes(() => Task.FromResult(server.Log), log => log.Split('\n').Any(line => line.StartsWith("{\"timestamp\":", StringComparison.Ordinal) && line.Contains("\"trace_id\":\"", StringComparison.Ordinal)), "a line of the log is JSON and says its trace");
    }

    /// <summary>As a service of the file would run it, with what it finds under other names here.</summary>
    Dictionary<string, string?> EnvironmentOf(string service) => ((Dictionary<object, object>)ContainerTests.Services()[service]["environment"]).ToDictionary(variable => (string)variable.Key, string? (variable) => (string)variable.Value is "/data" ? Path.Combine(folder.Path, "data") : ((string)variable.Value)
        .Replace("/run/secrets", Secrets, StringComparison.Ordinal)
        .Replace("redis:6379", redis!.Configuration, StringComparison.Ordinal)
        .Replace("http://store:8333", store!.Address.ToString(), StringComparison.Ordinal)
        .Replace("http://localhost:8333", store.Address.ToString(), StringComparison.Ordinal));

    async Task<CommandResult> Photoshare(string service, params string[] arguments)
    {
        var result = await Commands.Run("dotnet", [Path.Combine(Published, "PhotoShare.Web.dll"), .. arguments], $"{Person.Password}\n", EnvironmentOf(service), TimeSpan.FromMinutes(2));
        return result.ExitCode == 0 ? result : throw new InvalidOperationException($"{string.Join(' ', arguments)}: {result.Error}{result.Output}");
    }

    /// <summary>A script of <c>deploy</c>, with the secrets beside it in our folder instead of the repository's.</summary>
    async Task RunCopy(string script, params (string Name, string Value)[] environment)
    {
        var copy = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, "deploy")).FullName, script);
        var text = await File.ReadAllTextAsync(Repository.PathOf("deploy", script));
        await File.WriteAllTextAsync(copy, text.Replace("/run/secrets", Secrets, StringComparison.Ordinal).Replace("Host=postgres;", $"Host={Host(postgres!.ConnectionString("postgres"))};", StringComparison.Ordinal));
        var result = await Commands.Run("bash", [copy], environment: environment.ToDictionary(variable => variable.Name, string? (variable) => variable.Value));
        if (result.ExitCode != 0) throw new InvalidOperationException($"{script}: {result.Error}{result.Output}");
    }

    static async Task Succeed(string program, params string[] arguments)
    {
        var result = await Commands.Run(program, arguments, patience: TimeSpan.FromMinutes(5));
        if (result.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {result.Error}{result.Output}");
    }

    static string Host(string connectionString) => new Npgsql.NpgsqlConnectionStringBuilder(connectionString).Host!;

    public async Task DisposeAsync()
    {
        if (redis is not null) await redis.DisposeAsync();
        if (postgres is not null) await postgres.Stop();
    }

    public void Dispose() => folder.Dispose();
}
