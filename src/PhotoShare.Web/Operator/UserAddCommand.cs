using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace PhotoShare.Web;

sealed class UserAddOptions : InstanceOptions
{
    [CommandArgument(0, "<NAME>")]
    [Description("The name to sign in with and to be mentioned by.")]
    public required string Name { get; init; }

    [CommandOption("--email <ADDRESS>", isRequired: true)]
    public required string Email { get; init; }

    [CommandOption("--display-name <NAME>")]
    public string? DisplayName { get; init; }

    [CommandOption("--password-stdin")]
    [Description("Reads the password from the first line of the input instead of asking for it.")]
    public bool PasswordStdin { get; init; }
}

sealed class UserAddCommand : InstanceCommand<UserAddOptions>
{
    protected override async Task Execute(IServiceProvider services, UserAddOptions options, CancellationToken ct)
    {
        var user = await services.GetRequiredService<Accounts>().SignUp(options.Name, options.Email, await Password(options, ct), options.DisplayName, ct);
        Console.WriteLine($"{user.Username} can sign in now.");
    }

    static async Task<string> Password(UserAddOptions options, CancellationToken ct)
    {
        if (options.PasswordStdin)
            return await Console.In.ReadLineAsync(ct) ?? throw new OperatorException("There was no password on the input.");
        return Terminal.Error.Profile.Capabilities.Interactive && !Console.IsInputRedirected
            ? await Terminal.Error.PromptAsync(new TextPrompt<string>($"Password for {options.Name}:").Secret(), ct)
            : throw new OperatorException("Nobody is here to be asked for the password. Send it on the input with --password-stdin.");
    }
}
