namespace PhotoShare.Web;

/// <summary>What the form of an app says.</summary>
public sealed class AppInput
{
    public string? Name { get; set; }
    public string? Website { get; set; }
    public string? Redirects { get; set; }
    public string[]? Scopes { get; set; } = [nameof(Scope.Read)];
    public bool KeepsSecret { get; set; }

    public AppFacts Facts => new(Name ?? "", Website, [.. (Redirects ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        PhotoShare.Scopes.Of((Scopes ?? []).Where(name => Enum.TryParse<Scope>(name, out _)).Select(Enum.Parse<Scope>)), KeepsSecret);

    public static AppInput Of(ClientApp app) => new()
    {
        Name = app.DisplayName,
        Website = app.Website,
        Redirects = string.Join('\n', app.Redirects),
        Scopes = [.. app.Scopes.Each.Select(scope => scope.ToString())],
        KeepsSecret = app.KeepsSecret,
    };
}
