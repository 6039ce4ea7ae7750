using Spectre.Console.Cli;

namespace PhotoShare.Web;

sealed class RunCommand : AsyncCommand<InstanceOptions>
{
    public override async Task<int> ExecuteAsync(CommandContext context, InstanceOptions options, CancellationToken ct)
    {
        await using var app = await Program.Build(new ServerOptions(options.Data, options.Urls));
        await app.Serve();
        return 0;
    }
}
