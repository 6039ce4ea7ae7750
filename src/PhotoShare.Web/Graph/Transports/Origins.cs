namespace PhotoShare.Web;

/// <summary>Keeps pages of other sites from opening a WebSocket with somebody's cookie; the browser asks nobody before it does that.</summary>
static class Origins
{
    /// <summary>Whether the request comes from a page of this host. Without an Origin it comes from no browser.</summary>
    public static bool IsOwn(HttpRequest request) =>
        request.Headers.Origin is not [{ } origin]
            || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Authority.Equals(HostOf(request, page), StringComparison.OrdinalIgnoreCase));

    /// <summary>The host as <see cref="Uri.Authority"/> writes it: without the default port of the page's scheme.</summary>
    static string HostOf(HttpRequest request, Uri page) =>
        Uri.TryCreate($"{page.Scheme}://{request.Host.Value}", UriKind.Absolute, out var host) ? host.Authority : "";
}
