namespace PhotoShare.Web;

/// <summary>The one thing that a server says when it is ready.</summary>
static class StartBlock
{
    public static async Task Write(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var hasAdmin = await scope.ServiceProvider.GetRequiredService<PhotoShareDb>().HasAdmin(CancellationToken.None);
        var address = app.Urls.Select(Spoken).First();
        var settings = app.Services.GetRequiredService<Settings>();
        Console.WriteLine($"""

              PhotoShare is ready.

              Open         {address}
              Playground   {address}/graphql
              Data         {settings.DataDirectory}{(string.IsNullOrEmpty(settings.Database) ? "" : " and PostgreSQL")}
              Demo people  {Program} demo{DataOption(settings)}{(hasAdmin ? "" : $"\n  Admin        none yet: {Program} admin grant <name> admin{DataOption(settings)}")}
              Stop         Ctrl+C

            """);
    }

    /// <summary>An address that a browser can open.</summary>
    internal static string Spoken(string url) => url
        .Replace("//[::]", "//localhost", StringComparison.Ordinal)
        .Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal)
        .TrimEnd('/');

    /// <summary>What the operator types to make somebody an admin.</summary>
    internal static string GrantCommand(string username) => $"{Program} admin grant {username} admin";

    /// <summary>What to type where the operator stands to run another command of this program.</summary>
    static string Program =>
        Directory.Exists(Path.Combine("src", "PhotoShare.Web")) ? "dotnet run --project src/PhotoShare.Web --"
        : Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? $"dotnet {typeof(StartBlock).Assembly.Location}"
        : Environment.ProcessPath ?? "photoshare";

    /// <summary>Nothing where the next command will find the same folder by itself.</summary>
    static string DataOption(Settings settings) =>
        settings.DataDirectory == Settings.DefaultDataDirectory || Environment.GetEnvironmentVariable("PhotoShare__DataDirectory") is not null
            ? ""
            : $" --data {settings.DataDirectory}";
}
