using System.Text.Json;
using System.Text.RegularExpressions;

namespace PhotoShare.Web;

/// <summary>
/// The service worker, <c>/sw.js</c>: its one text is <c>sw.js</c> beside this file, with the version of what pages load, so that browsers
/// fetch it anew when that changes, and what a page needs where there is no connection.
/// </summary>
static partial class ServiceWorker
{
    const string Name = "sw.js";

    internal static void MapServiceWorker(this IEndpointRouteBuilder routes)
    {
        var bundle = routes.ServiceProvider.GetRequiredService<Bundle>();
        IEnumerable<string> shell = [bundle.Styles, .. Needed(bundle, "app.js").Distinct().Select(bundle.Address)];
        var text = $"const version = {JsonSerializer.Serialize(bundle.Version)}, shell = {JsonSerializer.Serialize(shell)};\n{Read()}";
        routes.MapGet($"/{Name}", (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-cache";
            return Results.Text(text, "text/javascript; charset=utf-8");
        }).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>A module and what it imports at once.</summary>
    static IEnumerable<string> Needed(Bundle bundle, string module) =>
        StaticImport().Matches(bundle.TextOf(module)).SelectMany(import => Needed(bundle, import.Groups[1].Value)).Prepend(module);

    static string Read()
    {
        using var reader = new StreamReader(typeof(ServiceWorker).Assembly.GetManifestResourceStream(Name)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("""^(?:import|export) [^;]*?"\./([^"]+)";""", RegexOptions.Multiline)]
    private static partial Regex StaticImport();
}
