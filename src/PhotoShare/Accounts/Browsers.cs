namespace PhotoShare;

/// <summary>What a browser is called by people, from the User-Agent that it sends: enough to tell one's own apart.</summary>
static class Browsers
{
    const int MaxProductLength = 40;

    // In this order: most browsers also name those that they are compatible with.
    static readonly (string Mark, string Name)[] Names =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    static readonly (string Mark, string Name)[] Systems =
    [
        ("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Mac OS", "macOS"), ("Linux", "Linux"),
    ];

    /// <summary>E.g. <c>Firefox on Linux</c>; for a program its first word, e.g. <c>curl/8.5.0</c>.</summary>
    public static string NameOf(string? userAgent)
    {
        userAgent ??= "";
        var name = Found(Names, userAgent) ?? Product(userAgent);
        return Found(Systems, userAgent) is { } system ? $"{name} on {system}" : name;
    }

    static string? Found((string Mark, string Name)[] known, string text) =>
        known.FirstOrDefault(one => text.Contains(one.Mark, StringComparison.Ordinal)).Name;

    static string Product(string userAgent)
    {
        var word = new string([.. userAgent.TrimStart().TakeWhile(c => !char.IsWhiteSpace(c) && !char.IsControl(c)).Take(MaxProductLength)]);
        return word.Length == 0 ? "An unknown browser" : word;
    }
}
