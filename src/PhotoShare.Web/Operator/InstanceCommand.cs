using System.ComponentModel;
using Spectre.Console.Cli;

namespace PhotoShare.Web;

/// <summary>Options of every command: which instance it is about.</summary>
class InstanceOptions : CommandSettings
{
    /// <summary>The options below, which may stand before a command's name too.</summary>
    public static readonly string[] Names = ["--data", "--urls"];

    [CommandOption("--data <FOLDER>")]
    [Description("Where the data lies. Also PhotoShare__DataDirectory.")]
    public string? Data { get; init; }

    [CommandOption("--urls <ADDRESSES>")]
    [Description($"Where the server listens, several separated by ; (default {Hosting.DefaultUrls}). Also ASPNETCORE_URLS.")]
    public string? Urls { get; init; }
}

/// <summary>A command on an instance, running or not: the server's own rooms, up to date but not listening.</summary>
abstract class InstanceCommand<TOptions> : AsyncCommand<TOptions> where TOptions : InstanceOptions
{
    public sealed override async Task<int> ExecuteAsync(CommandContext context, TOptions options, CancellationToken ct)
    {
        using var interrupt = new Interrupt(ct);
        await using var app = await Program.Build(new ServerOptions(options.Data, LogToError: true));
        await app.MigrateDatabase(interrupt.Token);
        await using var scope = app.Services.CreateAsyncScope();
        await Execute(scope.ServiceProvider, options, interrupt.Token);
        return 0;
    }

    protected abstract Task Execute(IServiceProvider services, TOptions options, CancellationToken ct);
}
