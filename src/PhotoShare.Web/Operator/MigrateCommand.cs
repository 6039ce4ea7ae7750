using Spectre.Console.Cli;

namespace PhotoShare.Web;

/// <summary>Before the servers of a new version start, where their own role may not change the layout. Safe beside running ones, and twice.</summary>
sealed class MigrateCommand : AsyncCommand<InstanceOptions>
{
    public override async Task<int> ExecuteAsync(CommandContext context, InstanceOptions options, CancellationToken ct)
    {
        using var interrupt = new Interrupt(ct);
        await using var app = await Program.Build(new ServerOptions(options.Data, LogToError: true));
        var (made, newer) = await app.MigrateAsOwner(interrupt.Token);
        foreach (var change in made) Console.WriteLine(change);
        Console.WriteLine(
            newer is not null ? $"The database is from a newer version (it has {newer}), which lets this one work. Nothing was changed."
            : made.Count == 0 ? "The database is up to date."
            : $"{made.Count} changes made. The database is up to date.");
        return 0;
    }
}
