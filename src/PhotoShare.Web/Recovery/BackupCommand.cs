using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace PhotoShare.Web;

sealed class BackupOptions : InstanceOptions
{
    [CommandArgument(0, "<TARGET>")]
    [Description("Where backups lie: a folder, or s3://bucket/prefix.")]
    public required string Target { get; init; }

    [CommandOption("--keys <TARGET>")]
    [Description("Where the keys of people lie, apart from the backups: another folder, or another bucket.")]
    public string? Keys { get; init; }

    [CommandOption("--keep <COUNT>")]
    [Description("Takes all but so many of the newest backups away, and the blobs that none of those names.")]
    public int? Keep { get; init; }

    public override ValidationResult Validate() =>
        Keys is null ? ValidationResult.Error("The keys of people lie apart from the backup, so that the key of who leaves can be deleted from it. Name a second place with --keys <folder or s3>.")
        : Keep < 1 ? ValidationResult.Error("--keep takes 1 or more.")
        : ValidationResult.Success();
}

/// <summary>Beside a running server; changes nothing of the instance. What a backup before has is not copied again.</summary>
sealed class BackupCommand : AsyncCommand<BackupOptions>
{
    const int MostNamed = 10;

    public override async Task<int> ExecuteAsync(CommandContext context, BackupOptions options, CancellationToken ct)
    {
        using var interrupt = new Interrupt(ct);
        await using var app = await Program.Build(new ServerOptions(options.Data, LogToError: true));
        await app.CheckLayout(interrupt.Token);
        var (place, keyPlace) = BackupPlaces.Open(options.Target, options.Keys!, app.Services.GetRequiredService<Settings>());
        using (place)
        using (keyPlace)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var backing = scope.ServiceProvider.GetRequiredService<Backing>();
            Tell(await RecoveryBars.Show([RecoveryPart.Database, RecoveryPart.Blobs, RecoveryPart.Keys], progress => backing.Run(place, keyPlace, options.Keep, progress, interrupt.Token)), place.Spoken);
        }
        return 0;
    }

    static void Tell(BackupResult result, string place)
    {
        var (manifest, counts) = (result.Manifest, result.Manifest.Counts);
        Terminal.Output.WriteLine($"{counts.People} people, {counts.Posts} posts, {counts.Photos} photos, {counts.Comments} comments, {counts.Likes} likes.");
        Terminal.Output.WriteLine($"{counts.Blobs} blobs of {RecoveryBars.Bytes(counts.Bytes)}: {result.Copied} copied ({RecoveryBars.Bytes(result.CopiedBytes)}), {counts.Blobs - result.Copied} were there.");
        Terminal.Output.WriteLine($"{result.Keys} keys of people; {result.Departed} who left have none any more.");
        if (manifest.GonePhotos.Count > 0) Terminal.Output.WriteLine($"{manifest.GonePhotos.Count} photos were deleted meanwhile.");
        foreach (var removed in result.Removed) Terminal.Output.WriteLine($"Backup {removed} was taken away.");
        Terminal.Output.WriteLine($"Backup {manifest.Id} is complete in {place}.");
        if (manifest.Faults.Count > 0)
            throw new OperatorException($"{manifest.Faults.Count} blobs of this instance are missing or damaged, and so not in the backup: {string.Join("; ", manifest.Faults.Take(MostNamed))}{(manifest.Faults.Count > MostNamed ? " …" : "")}. See whether an older backup has them.");
    }
}

static class LayoutCheck
{
    /// <summary>Who only reads does not bring the database up to date on the way.</summary>
    public static async Task CheckLayout(this WebApplication app, CancellationToken ct)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredKeyedService<PhotoShareDb>(DatabaseSetup.Impatient);
        try
        {
            if (!await db.Database.CanConnectAsync(ct)) throw new OperatorException("There is no database to back up, or it does not answer. Check PhotoShare:Database, or name the data folder with --data.");
            if ((await DatabaseLayout.Of(db, ct)).Missing.Count > 0) throw new OperatorException("The database has the layout of an older version. Back it up with that version, or run: photoshare migrate");
        }
        catch (DatabaseIsNewer newer)
        {
            throw new OperatorException(newer.Message, newer);
        }
    }
}
