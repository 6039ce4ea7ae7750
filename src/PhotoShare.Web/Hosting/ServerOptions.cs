namespace PhotoShare.Web;

/// <summary>What the command line says about the server; <c>null</c> leaves it to the configuration.</summary>
/// <param name="DataDirectory">Where the instance's data lies.</param>
/// <param name="Urls">Addresses to listen on, separated by <c>;</c>.</param>
/// <param name="LogToError">Whether the log goes to the error stream, because the output is a command's answer.</param>
/// <param name="Overrides">Settings laid over every other source, by name, e.g. <c>PhotoShare:Database</c>.</param>
public sealed record ServerOptions(
    string? DataDirectory = null, string? Urls = null, bool LogToError = false, IReadOnlyDictionary<string, string?>? Overrides = null);
