using System.Diagnostics;

namespace PhotoShare.Tests;

/// <summary>The program as an operator starts it: a process of its own.</summary>
/// <param name="more">More of its settings.</param>
/// <param name="patience">How long it may take; by default a minute.</param>
sealed class OperatorProgram(string dataDirectory, string? connectionString, string? kmsKey = null, IReadOnlyDictionary<string, string?>? more = null, TimeSpan? patience = null)
{
    static readonly string Program = Path.Combine(AppContext.BaseDirectory, "PhotoShare.Web.dll");

    public static OperatorProgram Of(House house) => new(house.DataDirectory, house.ConnectionString, house.KmsKey, house.Store);

    public Task<CommandResult> Run(params string[] arguments) => Commands.Run("dotnet", [Program, .. arguments], null, Surroundings, patience);

    public Task<CommandResult> RunWith(string input, params string[] arguments) => Commands.Run("dotnet", [Program, .. arguments], input, Surroundings, patience);

    public Process Start(params string[] arguments) => Commands.Start("dotnet", [Program, .. arguments], Surroundings);

    Dictionary<string, string?> Surroundings => new(
        (more ?? new Dictionary<string, string?>()).Select(setting => KeyValuePair.Create(setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value)))
    {
        ["PhotoShare__DataDirectory"] = dataDirectory,
        ["PhotoShare__Database"] = connectionString,
        ["PhotoShare__KmsKey"] = kmsKey,
        ["NO_COLOR"] = "1",
    };
}
