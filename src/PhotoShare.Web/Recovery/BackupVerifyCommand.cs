using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace PhotoShare.Web;

sealed class BackupVerifyOptions : BackupPlaceOptions
{
    [CommandOption("--backup <ID>")]
    [Description("One backup alone; by default all.")]
    public string? Backup { get; init; }
}

/// <summary>Where the backups lie, or anywhere that reads them.</summary>
sealed class BackupVerifyCommand : AsyncCommand<BackupVerifyOptions>
{
    public override async Task<int> ExecuteAsync(CommandContext context, BackupVerifyOptions options, CancellationToken ct)
    {
        using var interrupt = new Interrupt(ct);
        using var place = BackupPlaces.Open(options.Target, await options.Settings(ct));
        var scratch = Directory.CreateTempSubdirectory("photoshare-verify-");
        try
        {
            var verdict = await RecoveryBars.Show([RecoveryPart.Database, RecoveryPart.Blobs],
                progress => new BackupVerification(place).Verify(options.Backup, scratch.FullName, progress, interrupt.Token));
            foreach (var fault in verdict.Faults) Terminal.Output.MarkupLineInterpolated($"[red]FAIL[/]  {fault}");
            Terminal.Output.WriteLine($"{verdict.Files} files of {verdict.Backups.Count} backups read, {RecoveryBars.Bytes(verdict.Bytes)}: {(verdict.Faults.Count == 0 ? "each is as it was written." : $"{verdict.Faults.Count} are missing or altered.")}");
            return verdict.Faults.Count == 0 ? 0 : 1;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
