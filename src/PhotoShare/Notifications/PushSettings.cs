namespace PhotoShare;

/// <summary>Where notifications may be pushed to.</summary>
public sealed class PushSettings
{
    /// <summary>Those of Chromium, Firefox, Safari and Edge.</summary>
    static readonly string[] OfBrowsers = ["fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com", "*.notify.windows.com"];

    /// <summary>
    /// The hosts of push services, <c>*.</c> before one for all below it, or a whole origin such as <c>https://push.example.org:8443</c> for one of
    /// one's own; empty means those of the browsers. A browser says where its service is, and we send there: so nowhere else.
    /// </summary>
    public string[] Hosts { get; set; } = [];

    /// <summary>Whether we send there: over HTTPS, on its port, to a host that is named.</summary>
    internal bool Allows(Uri endpoint) => (Hosts is [] ? OfBrowsers : Hosts).Any(host => host switch
    {
        _ when endpoint.UserInfo.Length > 0 => false,
        _ when host.Contains("://", StringComparison.Ordinal) => string.Equals(endpoint.GetLeftPart(UriPartial.Authority), host, StringComparison.OrdinalIgnoreCase),
        _ when endpoint.Scheme != Uri.UriSchemeHttps || !endpoint.IsDefaultPort => false,
        ['*', '.', .. var domain] => endpoint.Host.EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase),
        _ => string.Equals(endpoint.Host, host, StringComparison.OrdinalIgnoreCase),
    });
}
