using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace PhotoShare.Web;

sealed class RestoreOptions : BackupPlaceOptions
{
    [CommandOption("--keys <TARGET>")]
    [Description("Where the keys of people lie, as it was named when the backup was made.")]
    public string? Keys { get; init; }

    [CommandOption("--backup <ID>")]
    [Description("Which backup; by default the newest. See: backup list")]
    public string? Backup { get; init; }

    public override ValidationResult Validate() => Keys is null
        ? ValidationResult.Error("The keys of people lie apart from the backup, and without them it does not open. Name their place with --keys <folder or s3>.")
        : ValidationResult.Success();
}

/// <summary>On a machine where no server runs yet, with the master key at hand and, for a bucket, credentials that may write all of it.</summary>
sealed class RestoreCommand : AsyncCommand<RestoreOptions>
{
    public override async Task<int> ExecuteAsync(CommandContext context, RestoreOptions options, CancellationToken ct)
    {
        using var interrupt = new Interrupt(ct);
        var settings = await options.Settings(interrupt.Token);
        DataFolder.Prepare(settings.DataDirectory);
        var restoring = new Restoring(settings, await Instance.MasterKey(settings, mayCreate: false));
        var (place, keyPlace) = BackupPlaces.Open(options.Target, options.Keys!, settings);
        using (place)
        using (keyPlace)
        {
            var plan = await restoring.Plan(place, keyPlace, options.Backup, interrupt.Token);
            await Begin(restoring, settings, plan, interrupt.Token);
            var store = Store.Open(settings, plan.Secret);
            var (written, there) = await RecoveryBars.Show([RecoveryPart.Blobs, RecoveryPart.Keys, RecoveryPart.Database], progress => restoring.Run(plan, store, progress, interrupt.Token));
            await Restoring.Open(plan, store, interrupt.Token);
            Say($"{written} blobs written{(there > 0 ? $", {there} were there from an attempt before" : "")}; each file of the backup is as it was written");
            var isWell = await Finish(options, plan, interrupt.Token);
            RestoreMark.Remove(settings);
            Terminal.Output.WriteLine($"The instance is back{(isWell ? "" : ", but for what failed above")}. Start the server, and look at it with: photoshare doctor");
            return isWell ? 0 : 1;
        }
    }

    static async Task Begin(Restoring restoring, Settings settings, RestorablePlan plan, CancellationToken ct)
    {
        var begun = RestoreMark.Read(settings);
        if (begun == plan.Manifest.Id) return;
        if (begun is not null) throw new OperatorException($"The backup {begun} is being put back here already. Go on with --backup {begun}, or empty data folder, database and store, and begin anew.");
        await restoring.CheckEmpty(Store.Open(settings, plan.Secret), ct);
        RestoreMark.Write(settings, plan.Manifest.Id);
    }

    /// <summary>What is there now is an instance; it is brought up to date, settled, and looked at.</summary>
    static async Task<bool> Finish(RestoreOptions options, RestorablePlan plan, CancellationToken ct)
    {
        await using var app = await Program.Build(new ServerOptions(options.Data, LogToError: true, Overrides: new Dictionary<string, string?> { [RestoreMark.Finishing] = "true" }));
        await app.MigrateAsOwner(ct);
        await using var scope = app.Services.CreateAsyncScope();
        var restored = await scope.ServiceProvider.GetRequiredService<RestoredInstance>().Settle(plan.Manifest, plan.People, ct);
        var counts = restored.Counts;
        Say($"{counts.People} people, {counts.Posts} posts, {counts.Photos} photos, {counts.Comments} comments, {counts.Likes} likes, as of {plan.Manifest.TakenAt:yyyy-MM-dd HH:mm:ss} UTC");
        Say($"{plan.People.People.Count} keys of people");
        if (restored.Gone > 0) Say($"{restored.Gone} photos were deleted while the backup was made, and are again");
        if (restored.Departing > 0) Say($"{restored.Departing} people left after the backup; their accounts are deleted again when the server starts");
        var verdict = await scope.ServiceProvider.GetRequiredService<AuditVerification>().Verify(ct);
        return Look(verdict.Holds, $"the audit log holds: {verdict.Rows} rows", "the audit log does not hold: photoshare audit verify says where")
            & Look(restored.Keyless == restored.Departing, "everybody has their key", $"{restored.Keyless} people have no key; what was sealed for them can't be read")
            & Look(plan.Manifest.Faults.Count == 0, "no blob was missing when the backup was made", $"{plan.Manifest.Faults.Count} blobs were missing or damaged when the backup was made: {string.Join("; ", plan.Manifest.Faults.Take(10))}");
    }

    static void Say(string what) => Terminal.Output.MarkupLineInterpolated($"ok    {what}.");

    static bool Look(bool isWell, string well, string ill)
    {
        Terminal.Output.MarkupLineInterpolated($"{(isWell ? "ok  " : "FAIL")}  {(isWell ? well : ill)}.");
        return isWell;
    }
}
