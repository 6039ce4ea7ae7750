using System.ComponentModel;
using Spectre.Console.Cli;

namespace PhotoShare.Web;

sealed class RunOptions : InstanceOptions
{
    [CommandOption("--urls <ADDRESSES>")]
    [Description($"Where to listen, several separated by ; (default {Hosting.DefaultUrls}). Also ASPNETCORE_URLS.")]
    public string? Urls { get; init; }
}

sealed class RunCommand : AsyncCommand<RunOptions>
{
    public override async Task<int> ExecuteAsync(CommandContext context, RunOptions options, CancellationToken ct)
    {
        await using var app = await Program.Build(new ServerOptions(options.Data, options.Urls));
        await app.Serve();
        return 0;
    }
}
