using PhotoShare.Media;
using Spectre.Console;
using Spectre.Console.Cli;

namespace PhotoShare.Web;

/// <summary>The command line of whoever runs an instance. Without a command it is the server.</summary>
static class Operator
{
    const int Failed = 1;
    const int Misused = 2;

    public static Task<int> Run(string[] args)
    {
        var app = new CommandApp<RunCommand>();
        app.Configure(commands =>
        {
            commands.SetApplicationName("photoshare");
            commands.UseStrictParsing();
            commands.SetExceptionHandler((e, _) => Tell(e));
            commands.AddCommand<RunCommand>("run").WithDescription("Runs the server. This is also what happens without a command.");
            commands.AddCommand<HealthCommand>("health").WithDescription("Asks the running server whether it can do its work; for a container's health check.");
            commands.AddCommand<DoctorCommand>("doctor").WithDescription("Looks at all that the instance stands on, and says of each part whether it is well or what to do.");
            commands.AddCommand<MigrateCommand>("migrate").WithDescription("Brings the database up to date as the role of PhotoShare__MigrationDatabase. Where there is only one role, the server does it itself.");
            commands.AddBranch("backup", backup =>
            {
                backup.SetDescription("Copies of the whole instance, made while it runs: photoshare backup <folder or s3> --keys <folder or s3>");
                backup.SetDefaultCommand<BackupCommand>();
                backup.AddCommand<BackupListCommand>("list").WithDescription("Lists the backups in a place, and what each has.");
                backup.AddCommand<BackupVerifyCommand>("verify").WithDescription("Reads all of every backup in a place and names what is missing or altered. Fails then. Needs no key.")
                    .WithExample("backup", "verify", "s3://my-backups/photoshare");
            });
            commands.AddCommand<RestoreCommand>("restore").WithDescription("Puts a backup back into an instance that has nothing yet. Interrupted, it goes on when it is begun again.")
                .WithExample("restore", "/mnt/backups", "--keys", "/mnt/keys");
            commands.AddBranch("user", user =>
            {
                user.SetDescription("People who can sign in.");
                user.AddCommand<UserAddCommand>("add").WithDescription("Makes an account.")
                    .WithExample("user", "add", "ann", "--email", "ann@example.org", "--password-stdin");
            });
            commands.AddBranch("token", token =>
            {
                token.SetDescription("Personal access tokens for the API.");
                token.AddCommand<TokenCreateCommand>("create").WithDescription("Makes a token for a person and prints it, this once, on its last line.")
                    .WithExample("token", "create", "ann");
            });
            commands.AddBranch("admin", admin =>
            {
                admin.SetDescription("Who looks after the instance from within.");
                admin.AddCommand<AdminGrantCommand>("grant").WithDescription("Makes somebody a moderator, an admin, or a member again.")
                    .WithExample("admin", "grant", "ann", "moderator");
            });
            commands.AddBranch("store", store =>
            {
                store.SetDescription("The S3 bucket that the photos lie in.");
                store.AddCommand<StoreSetupCommand>("setup").WithDescription("Makes the bucket and its rules: nothing public, signed addresses for the site's pages, an end to what was abandoned, encryption. Doing it again changes nothing. Needs the credentials of the bucket's owner.")
                    .WithExample("store", "setup");
            });
            commands.AddCommand<DemoCommand>("demo").WithDescription("Fills an instance with a small world of people and photographs. Doing it again adds nothing.");
            commands.AddBranch("keys", keys =>
            {
                keys.SetDescription("The master key, and the keys of people that it wraps.");
                keys.AddCommand<KeysStatusCommand>("status").WithDescription("Tells how many keys are wrapped by which master key.");
                keys.AddCommand<KeysRotateCommand>("rotate").WithDescription("Wraps every key by the present master key, beside running servers. Interrupted, it goes on when it is begun again.")
                    .WithExample("keys", "rotate", "--new");
            });
            commands.AddBranch("audit", audit =>
            {
                audit.SetDescription("The log of what matters for security.");
                audit.AddCommand<AuditVerifyCommand>("verify").WithDescription("Computes the chain of the log anew, and names the first row that was changed, taken out, put in or moved. Fails then.")
                    .WithExample("audit", "verify");
            });
            commands.AddBranch("receipt", receipt =>
            {
                receipt.SetDescription("What people are given whose account was deleted.");
                receipt.AddCommand<ReceiptVerifyCommand>("verify").WithDescription("Says whether this instance signed a receipt, and what it says.")
                    .WithExample("receipt", "verify", "photoshare-receipt.json");
            });
            commands.AddBranch("schema", schema =>
            {
                schema.SetDescription("The contract of the GraphQL API.");
                schema.AddCommand<SchemaExportCommand>("export").WithDescription("Prints the schema in the schema definition language.");
                schema.AddCommand<SchemaCostCommand>("cost").WithDescription("Prints what operations cost at most, and names those that are not valid.")
                    .WithExample("schema", "cost", "schema/operations/*.graphql");
                schema.AddCommand<SchemaCheckCommand>("check").WithDescription("Compares with an older schema and fails on a change that breaks its clients.")
                    .WithExample("schema", "check", "--against", "schema/schema.graphql");
            });
        });
        return app.RunAsync(CommandFirst(args) is ["help", .. var rest] ? [.. rest, "--help"] : CommandFirst(args));
    }

    /// <summary>The options of an instance go behind the command's name; before it they would be taken for the server's own.</summary>
    static string[] CommandFirst(string[] args)
    {
        var options = 0;
        while (options < args.Length && InstanceOptions.Names.FirstOrDefault(name => args[options] == name || args[options].StartsWith($"{name}=", StringComparison.Ordinal)) is { } name)
            options += args[options] == name ? 2 : 1;
        return options < args.Length && !args[options].StartsWith('-') ? [.. args[options..], .. args[..options]] : args;
    }

    /// <summary>What the operator can put right is one line; anything else is a bug and shows where it is.</summary>
    static int Tell(Exception e)
    {
        switch (e)
        {
            case OperatorException or RecoveryException or Refused or UnavailableException:
                Terminal.Error.MarkupLineInterpolated($"[red]{e.Message}[/]");
                return Failed;
            case CommandAppException misuse:
                Terminal.Error.MarkupLineInterpolated($"[red]{misuse.Message}[/] See: photoshare help");
                return Misused;
            case OperationCanceledException:
                Terminal.Error.WriteLine("Stopped.");
                return Failed;
            default:
                Terminal.Error.WriteException(e);
                return Failed;
        }
    }
}
