using System.ComponentModel;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Cli;

namespace PhotoShare.Web;

class BackupPlaceOptions : InstanceOptions
{
    [CommandArgument(0, "<TARGET>")]
    [Description("Where backups lie: a folder, or s3://bucket/prefix.")]
    public required string Target { get; init; }

    /// <summary>Settings alone: there may be no instance here (any more).</summary>
    public async Task<Settings> Settings(CancellationToken ct)
    {
        var configuration = Hosting.CreateBuilder(new ServerOptions(Data, LogToError: true)).Configuration;
        await Secrets.AddTo(configuration, ct);
        return Instance.SettingsOf(configuration);
    }
}

/// <summary>Needs neither an instance nor a key.</summary>
sealed class BackupListCommand : AsyncCommand<BackupPlaceOptions>
{
    public override async Task<int> ExecuteAsync(CommandContext context, BackupPlaceOptions options, CancellationToken ct)
    {
        using var place = BackupPlaces.Open(options.Target, await options.Settings(ct));
        var shelf = new BackupShelf(place);
        var (complete, unfinished) = await shelf.Ids(ct);
        var table = new Table().Border(Console.IsOutputRedirected ? TableBorder.None : TableBorder.Rounded).AddColumns("Backup", "Taken (UTC)", "Database");
        foreach (var column in (string[])["People", "Posts", "Photos", "Comments", "Blobs", "Size"]) table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var id in complete)
        {
            var (manifest, counts) = ((await shelf.Manifest(id, ct)).Manifest, (await shelf.Manifest(id, ct)).Manifest.Counts);
            table.AddRow(id, manifest.TakenAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), manifest.Database, $"{counts.People}", $"{counts.Posts}", $"{counts.Photos}", $"{counts.Comments}", $"{counts.Blobs}", RecoveryBars.Bytes(counts.Bytes));
        }
        Terminal.Output.Write(table);
        foreach (var id in unfinished) Terminal.Output.WriteLine($"Backup {id} is unfinished: the next one goes on with what it has.");
        return 0;
    }
}
