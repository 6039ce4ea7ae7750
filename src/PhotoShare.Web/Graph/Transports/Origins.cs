namespace PhotoShare.Web;

/// <summary>
/// Keeps pages of other sites from acting with the cookie that a browser adds by itself: it opens a WebSocket for them without asking,
/// and a neighbour under the same domain is not stopped by SameSite.
/// </summary>
static class Origins
{
    /// <summary>Whether the request comes from a page of this server, or brings a token, which no browser adds by itself. Without an Origin it comes from no browser's script.</summary>
    public static bool Allow(HttpRequest request) => IsOwn(request) || request.Headers.Authorization.Count > 0;

    /// <summary>Whether the request comes from a page of this server, by the host that it came to or <see cref="Settings.PublicUrl"/>.</summary>
    public static bool IsOwn(HttpRequest request)
    {
        if (request.Headers.Origin is not [{ } origin]) return request.Headers.Origin.Count == 0;
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var page)) return false;
        var publicUrl = request.HttpContext.RequestServices.GetRequiredService<Settings>().PublicUrl;
        return SameHost(page, HostOf(request, page)) || SameHost(page, publicUrl?.Authority);
    }

    static bool SameHost(Uri page, string? authority) => page.Authority.Equals(authority, StringComparison.OrdinalIgnoreCase);

    /// <summary>The host as <see cref="Uri.Authority"/> writes it: without the default port of the page's scheme.</summary>
    static string? HostOf(HttpRequest request, Uri page) =>
        Uri.TryCreate($"{page.Scheme}://{request.Host.Value}", UriKind.Absolute, out var host) ? host.Authority : null;
}
