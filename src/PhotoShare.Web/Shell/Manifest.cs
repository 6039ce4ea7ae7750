using System.Text.Json;

namespace PhotoShare.Web;

/// <summary>What a browser needs to know to install the site as an app: <c>/manifest.webmanifest</c> (W3C Web Application Manifest), in the visitor's language.</summary>
static class Manifest
{
    internal static void MapManifest(this IEndpointRouteBuilder routes) => routes.MapGet("/manifest.webmanifest", (HttpContext http, Texts L) =>
    {
        http.Response.Headers.CacheControl = "private, max-age=3600";
        http.Response.Headers.Vary = "Accept-Language, Cookie";
        return Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(Of(L)), "application/manifest+json");
    }).AllowAnonymous().ExcludeFromDescription();

    static object Of(Texts L) => new
    {
        id = "/",
        name = "PhotoShare",
        short_name = "PhotoShare",
        description = L["Share your photos with the people you choose. No algorithm, no ads, nothing cropped."],
        lang = Languages.Current.TwoLetterISOLanguageName,
        dir = Languages.Direction,
        start_url = "/",
        scope = "/",
        display = "standalone",
        background_color = "#f7f6f3",
        theme_color = "#f7f6f3",
        categories = new[] { "photo", "social" },
        icons = new[] { Icon("icon", 192, "any"), Icon("icon", 512, "any"), Icon("maskable", 192, "maskable"), Icon("maskable", 512, "maskable") },
        shortcuts = new[] { new { name = L["Share photos"], url = "/upload" }, new { name = L["Activity"], url = "/notifications" } },
        share_target = new
        {
            action = "/upload/share",
            method = "POST",
            enctype = "multipart/form-data",
            @params = new { files = new[] { new { name = "photos", accept = Announcement.AllowedContentTypes } } },
        },
    };

    static object Icon(string name, int size, string purpose) => new { src = $"/icons/{name}-{size}.png", sizes = $"{size}x{size}", type = "image/png", purpose };
}
