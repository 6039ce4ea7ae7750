using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace PhotoShare.Web;

/// <summary>
/// <c>/metrics</c>, for Prometheus. With <c>PhotoShare:Metrics:Token</c> it opens to whoever shows that; without, to a program of this machine that
/// came by no proxy. To anybody else it is not there.
/// </summary>
static class MetricsDoor
{
    public const string Path = "/metrics";
    const string Scheme = "Bearer ";

    /// <summary>What says that a request came by a proxy. Where a proxy is believed, the last is what is left of the second.</summary>
    static readonly string[] OfProxies = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via", "X-Original-For"];

    /// <summary>Before anybody is signed in: the token is nobody's access token.</summary>
    public static void UseMetrics(this WebApplication app)
    {
        var (settings, gauges, exporter) = (app.Services.GetRequiredService<Settings>(), app.Services.GetRequiredService<DatabaseGauges>(), app.Services.GetRequiredService<PrometheusExporter>());
        app.Use(async (http, next) =>
        {
            if (http.Request.Path != Path || !HttpMethods.IsGet(http.Request.Method) || !MayRead(http, settings.Metrics.Token))
            {
                await next(http);
                return;
            }
            await gauges.Refresh().WaitAsync(http.RequestAborted);
            http.Response.ContentType = PrometheusText.ContentType;
            http.Response.Headers.CacheControl = "no-store";
            await http.Response.WriteAsync(exporter.Read(), http.RequestAborted);
        });
    }

    static bool MayRead(HttpContext http, string? token)
    {
        if (string.IsNullOrEmpty(token))
            return http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !Array.Exists(OfProxies, http.Request.Headers.ContainsKey);
        var shown = http.Request.Headers.Authorization.ToString();
        return shown.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown[Scheme.Length..]), Encoding.UTF8.GetBytes(token));
    }
}
