namespace PhotoShare.Web;

/// <summary>The one thing that a server says when it is ready.</summary>
static class StartBlock
{
    public static void Write(WebApplication app)
    {
        var address = app.Urls.Select(Spoken).First();
        var settings = app.Services.GetRequiredService<Settings>();
        Console.WriteLine($"""

              PhotoShare is ready.

              Open         {address}
              Playground   {address}/graphql
              Data         {settings.DataDirectory}{(string.IsNullOrEmpty(settings.Database) ? "" : " and PostgreSQL")}
              Demo people  dotnet run --project src/PhotoShare.Web -- demo
              Stop         Ctrl+C

            """);
    }

    /// <summary>An address that a browser can open.</summary>
    static string Spoken(string url) => url
        .Replace("//[::]", "//localhost", StringComparison.Ordinal)
        .Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal)
        .TrimEnd('/');
}
