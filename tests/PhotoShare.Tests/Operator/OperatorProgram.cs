using System.Diagnostics;

namespace PhotoShare.Tests;

/// <summary>The program as an operator starts it: a process of its own.</summary>
sealed class OperatorProgram(string dataDirectory, string? connectionString)
{
    static readonly string Program = Path.Combine(AppContext.BaseDirectory, "PhotoShare.Web.dll");

    public static OperatorProgram Of(House house) => new(house.DataDirectory, house.ConnectionString);

    public Task<CommandResult> Run(params string[] arguments) => Commands.Run("dotnet", [Program, .. arguments], null, Surroundings);

    public Task<CommandResult> RunWith(string input, params string[] arguments) => Commands.Run("dotnet", [Program, .. arguments], input, Surroundings);

    public Process Start(params string[] arguments) => Commands.Start("dotnet", [Program, .. arguments], Surroundings);

    Dictionary<string, string?> Surroundings => new() { ["PhotoShare__DataDirectory"] = dataDirectory, ["PhotoShare__Database"] = connectionString, ["NO_COLOR"] = "1" };
}
