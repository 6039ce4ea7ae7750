using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.Extensions.Logging.Console;

namespace PhotoShare.Web;

static class Hosting
{
    public const string DefaultUrls = "http://localhost:5080";

    /// <summary>A builder that finds its files beside the program, wherever it is started from, and is quiet about its own workings.</summary>
    public static WebApplicationBuilder CreateBuilder(ServerOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            // Ours even when another program, such as a test runner, has started us: the static files are listed under it.
            ApplicationName = typeof(Hosting).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        foreach (var (name, value) in options.Overrides ?? new Dictionary<string, string?>())
            builder.Configuration[name] = value;
        if (options.DataDirectory is { } data)
            builder.Configuration["PhotoShare:DataDirectory"] = data;
        if (options.Urls is { } urls)
            builder.Configuration[WebHostDefaults.ServerUrlsKey] = urls;
        else if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null && builder.Configuration[WebHostDefaults.HttpPortsKey] is null && !HasEndpoints(builder.Configuration))
            builder.Configuration[WebHostDefaults.ServerUrlsKey] = DefaultUrls;

        UseFilesOfTheSourceTree(builder);

        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("PhotoShare", LogLevel.Information);
        // A statement that fails throws: expected (a unique index decided) or not, who catches it knows better what to say.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None).AddFilter("Microsoft.EntityFrameworkCore.Update", LogLevel.None);
        // A start that fails is told by the operator's one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // A connection that fails is thrown too, and told by who catches it.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Connection", LogLevel.None);
        // The slim builder has decided on the simple one, whatever the configuration says; containers choose "json".
        if (builder.Configuration["Logging:Console:FormatterName"] == ConsoleFormatterNames.Json)
            builder.Logging.AddConsoleFormatter<JsonLog, ConsoleFormatterOptions>().AddConsole(console => console.FormatterName = JsonLog.FormatterName);
        else
            builder.Logging.AddSimpleConsole(console => console.TimestampFormat = "HH:mm:ss ");
        if (options.LogToError)
            builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        return builder;
    }

    /// <summary>The first address that the server listens on, as a program beside it reaches it.</summary>
    public static Uri LocalAddress(this IConfiguration configuration)
    {
        var listens = configuration[WebHostDefaults.ServerUrlsKey]
            ?? (configuration[WebHostDefaults.HttpPortsKey] is { } ports ? $"http://*:{ports}" : configuration.GetSection("Kestrel:Endpoints").GetChildren().First()["Url"])!;
        var address = BindingAddress.Parse(listens.Split(';')[0]);
        return new UriBuilder(address.Scheme, address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : address.Host, address.Port).Uri;
    }

    /// <summary>Whether the operator names each endpoint with its protocols and certificate (section <c>Kestrel:Endpoints</c>); those stand instead of any address.</summary>
    static bool HasEndpoints(ConfigurationManager configuration) => configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();

    /// <summary>What <c>dotnet run</c> serves from the source tree is the same in every environment. A published program has its files beside it and no such list.</summary>
    static void UseFilesOfTheSourceTree(WebApplicationBuilder builder)
    {
        try
        {
            StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
        }
        catch (DirectoryNotFoundException moved)
        {
            throw new OperatorException($"This program was built elsewhere or for another user: {moved.Message} is missing. Build it again here, or run what dotnet publish makes.", moved);
        }
    }
}
