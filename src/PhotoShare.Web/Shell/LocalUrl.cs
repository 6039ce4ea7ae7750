namespace PhotoShare.Web;

static class LocalUrl
{
    /// <summary><paramref name="url"/> if it is a path on this site, else <c>/</c>: nobody is sent elsewhere by a link to us.</summary>
    internal static string OrHome(string? url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.Any(char.IsControl) ? url : "/";
}
