using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace PhotoShare.Web;

sealed class AdminGrantOptions : InstanceOptions
{
    [CommandArgument(0, "<NAME>")]
    [Description("The person.")]
    public required string Name { get; init; }

    [CommandArgument(1, "<ROLE>")]
    [Description("member, moderator or admin.")]
    public required string Role { get; init; }

    public UserRole? Parsed => Role.All(char.IsLetter) && Enum.TryParse<UserRole>(Role, ignoreCase: true, out var role) ? role : null;

    public override ValidationResult Validate() => Parsed is null ? ValidationResult.Error($"{Role} is no role. Say member, moderator or admin.") : ValidationResult.Success();
}

/// <summary>Holds from the person's next request on.</summary>
sealed class AdminGrantCommand : InstanceCommand<AdminGrantOptions>
{
    protected override async Task Execute(IServiceProvider services, AdminGrantOptions options, CancellationToken ct)
    {
        var user = await services.GetRequiredService<Accounts>().Grant(options.Name, options.Parsed!.Value, ct);
        Console.WriteLine($"{user.Username} is {(user.Role == UserRole.Admin ? "an" : "a")} {user.Role.ToString().ToLowerInvariant()} now.");
    }
}
