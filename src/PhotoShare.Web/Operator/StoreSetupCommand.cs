using PhotoShare.Media;
using Spectre.Console;
using Spectre.Console.Cli;

namespace PhotoShare.Web;

/// <summary>Before the first start, so without a server: that one would miss its bucket.</summary>
sealed class StoreSetupCommand : AsyncCommand<InstanceOptions>
{
    public override async Task<int> ExecuteAsync(CommandContext context, InstanceOptions options, CancellationToken ct)
    {
        var configuration = Hosting.CreateBuilder(new ServerOptions(options.Data, LogToError: true)).Configuration;
        await Secrets.AddTo(configuration, ct);
        var settings = Instance.SettingsOf(configuration);
        var buckets = Store.OptionsOf(settings) ?? throw new OperatorException("No bucket is named, so the photos lie in the data folder. Name one with PhotoShare:Store:Bucket.");
        using var setup = new S3Setup(buckets);
        await foreach (var step in setup.Run(settings.PublicUrl, settings.Uploads.TicketLifetime, settings.Exports.Lifetime))
            Terminal.Output.MarkupLineInterpolated(step.Left is null ? $"[green]done[/]  {step.What}." : (FormattableString)$"[yellow]left[/]  {step.What}: {step.Left}.");
        return 0;
    }
}
