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
            commands.AddCommand<DemoCommand>("demo").WithDescription("Fills an instance with a small world of people and photographs. Doing it again adds nothing.");
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
            case OperatorException or Refused:
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
