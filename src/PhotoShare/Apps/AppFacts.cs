using System.Net;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PhotoShare;

/// <summary>What a developer says of an app.</summary>
/// <param name="Redirects">Where people may be sent back to; compared letter by letter.</param>
/// <param name="KeepsSecret">Whether it runs where it can keep a secret.</param>
public sealed record AppFacts(string Name, string? Website, IReadOnlyList<string> Redirects, Scopes Scopes, bool KeepsSecret)
{
    /// <summary>In the words of OpenIddict. Refuses what is not as it should be.</summary>
    internal OpenIddictApplicationDescriptor Described(string clientId)
    {
        var name = Name.Trim();
        if (name.Length is 0 or > ClientApp.MaxNameLength)
            throw new Refused("APP_NAME", $"An app's name has 1 to {ClientApp.MaxNameLength} characters.", "name") { Constraint = $"length 1..{ClientApp.MaxNameLength}" };
        if (Redirects.Count > ClientApp.MaxRedirects)
            throw new Refused("APP_REDIRECTS", $"An app has at most {ClientApp.MaxRedirects} addresses.", "redirects") { Constraint = $"count 0..{ClientApp.MaxRedirects}" };
        if (Scopes.Bits == 0)
            throw new Refused("APP_SCOPES", "Choose at least one thing that the app may ask for.", "scopes");

        var redirects = Redirects.Select(Redirect).ToList();
        var native = !KeepsSecret && redirects.Any(OnTheDevice);
        // Without its port OpenIddict takes any port (RFC 8252 §7.3); one that people install finds a free one.
        if (native) redirects = redirects.ConvertAll(uri => IsLoopback(uri) ? new UriBuilder(uri) { Port = -1 }.Uri : uri);
        var app = new OpenIddictApplicationDescriptor
        {
            ClientId = clientId,
            ClientType = KeepsSecret ? ClientTypes.Confidential : ClientTypes.Public,
            ApplicationType = native ? ApplicationTypes.Native : ApplicationTypes.Web,
            ConsentType = ConsentTypes.Explicit,
            DisplayName = name,
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.DeviceAuthorization, Permissions.Endpoints.Revocation, Permissions.Endpoints.EndSession,
                Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.GrantTypes.DeviceCode, Permissions.ResponseTypes.Code, Permissions.Scopes.Profile,
            },
        };
        if (KeepsSecret) app.Permissions.UnionWith([Permissions.Endpoints.Introspection, Permissions.GrantTypes.ClientCredentials]);
        app.Permissions.UnionWith(Scopes.Each.Select(scope => Permissions.Prefixes.Scope + scope.Name()));
        app.RedirectUris.UnionWith(redirects);
        app.PostLogoutRedirectUris.UnionWith(redirects);
        return app;
    }

    internal string? CheckedWebsite() => string.IsNullOrWhiteSpace(Website) ? null
        : Website.Length <= ClientApp.MaxWebsiteLength && Uri.TryCreate(Website.Trim(), UriKind.Absolute, out var site) && site.Scheme is "https" or "http" ? site.AbsoluteUri
        : throw new Refused("APP_WEBSITE", "A website begins with https://.", "website");

    /// <summary>Whether an address leads to a program on the person's own device: then anybody's program there may take it.</summary>
    public static bool OnTheDevice(Uri redirect) => redirect.Scheme != Uri.UriSchemeHttps;

    static Uri Redirect(string text)
    {
        if (text.Length <= ClientApp.MaxRedirectLength && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Fragment.Length == 0 && !text.Contains('#', StringComparison.Ordinal) && uri.UserInfo.Length == 0 && !text.Contains('*', StringComparison.Ordinal)
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && IsLoopback(uri)) || uri.Scheme.Contains('.', StringComparison.Ordinal)))
            return uri;
        throw new Refused("APP_REDIRECT", $"{text} is no address to send people back to: it begins with https://, with http://127.0.0.1, or with a scheme of the app's own such as com.example.app:/ and has no fragment.", "redirects");
    }

    static bool IsLoopback(Uri uri) => uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
