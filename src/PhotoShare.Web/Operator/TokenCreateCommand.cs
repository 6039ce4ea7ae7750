using System.ComponentModel;
using Microsoft.AspNetCore.Identity;
using Spectre.Console;
using Spectre.Console.Cli;

namespace PhotoShare.Web;

sealed class TokenCreateOptions : InstanceOptions
{
    [CommandArgument(0, "<NAME>")]
    [Description("The person whose token it is.")]
    public required string Name { get; init; }

    [CommandOption("--label <TEXT>")]
    [Description("What the person will know it by.")]
    [DefaultValue("command line")]
    public required string Label { get; init; }
}

sealed class TokenCreateCommand : InstanceCommand<TokenCreateOptions>
{
    protected override async Task Execute(IServiceProvider services, TokenCreateOptions options, CancellationToken ct)
    {
        var user = await services.GetRequiredService<UserManager<User>>().FindByNameAsync(options.Name)
            ?? throw new OperatorException($"There is nobody called {options.Name}. Make the account first: user add {options.Name} --email <address>");
        var (_, text) = await services.GetRequiredService<AccessTokens>().Create(Viewer.Of(user), options.Label, ct);
        Terminal.Error.MarkupLineInterpolated($"[grey]A token of {user.Username}. It is shown this once; send it as Authorization: Bearer <token>.[/]");
        Console.WriteLine(text);
    }
}
