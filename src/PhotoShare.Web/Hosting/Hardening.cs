using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>What holds for every request: bounds, headers, compression, and what an unexpected error may say.</summary>
static class Hardening
{
    /// <summary>Bytes of a form around the photo that it carries.</summary>
    const long FormMargin = 1024 * 1024;

    /// <summary>Nothing inline, nothing from elsewhere but photos, no frame around us. A door that shows something else says so itself.</summary>
    /// <param name="store">Where photos are sent to and shown from, each with a space before it; nothing where that is here.</param>
    static string ContentSecurityPolicy(string store) =>
        $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:{store}; font-src 'self'; connect-src 'self'{store}; " +
        $"worker-src 'self'; manifest-src 'self'; {FormAction}; base-uri 'none'; frame-ancestors 'none'";

    const string FormAction = "form-action 'self'";

    /// <summary>When a part that did not answer may be asked again, in seconds.</summary>
    const string RetryAfter = "5";

    public static void AddHardening(this WebApplicationBuilder builder)
    {
        var largest = builder.Configuration.GetValue("PhotoShare:Uploads:MaxBytes", new UploadSettings().MaxBytes) + FormMargin;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = largest;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        });
        builder.Services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = largest);
        builder.Services.AddResponseCompression(compression =>
        {
            // The tokens in our forms are different in every answer, so their length tells nothing (BREACH).
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/graphql-response+json", "application/problem+json", "image/svg+xml"];
        });
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Problems.Tell);
        builder.Services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "photoshare-form";
            // We say more strictly who may frame us.
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        // A year (OWASP ASVS 5.0, 3.4.1). Only what came by TLS is told so, and not this machine itself.
        builder.Services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        builder.AddSignInLimit();
        builder.AddForwardedHeaders();
    }

    public static void UseHardening(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseHsts();
        app.Use(app.Services.GetRequiredService<Drain>().Answer);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            // What failed may have left the request's services half used; the page that says so begins afresh.
            CreateScopeForErrors = true,
            // A client that sends too much, or goes away in the middle, is no error of ours.
            SuppressDiagnosticsCallback = failed => failed.Exception is BadHttpRequestException or ConnectionResetException || failed.ExceptionHandledBy == ExceptionHandledType.ExceptionHandlerService,
            StatusCodeSelector = e => e switch
            {
                BadHttpRequestException bad => bad.StatusCode,
                // As the framework itself says, if by then it knows that the connection is gone.
                ConnectionResetException => StatusCodes.Status499ClientClosedRequest,
                UnavailableException => StatusCodes.Status503ServiceUnavailable,
                _ => StatusCodes.Status500InternalServerError,
            },
        });
        app.Use(GoneClients.LetFinish);
        var policy = ContentSecurityPolicy(app.Services.GetService<S3BlobStore>() is { } store ? string.Concat(store.Origins.Select(origin => $" {origin.OriginalString}")) : "");
        app.Use((http, next) => AddHeaders(http, next, policy));
        app.UseResponseCompression();
        app.UseRouting();
        app.UseCors();
        app.UseRateLimiter();
    }

    /// <summary>Just before the first byte goes, so that they are there on errors too and a door's own choice stands.</summary>
    static Task AddHeaders(HttpContext http, RequestDelegate next, string policy)
    {
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            headers.TryAdd("Content-Security-Policy", http.Features.Get<FormTarget>() is { } target ? policy.Replace(FormAction, $"{FormAction} {target.Source}", StringComparison.Ordinal) : policy);
            headers.TryAdd("X-Content-Type-Options", "nosniff");
            headers.TryAdd("X-Frame-Options", "DENY");
            headers.TryAdd("Referrer-Policy", "same-origin");
            headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
            headers.TryAdd("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
            if (http.Response.StatusCode == StatusCodes.Status503ServiceUnavailable) headers.TryAdd("Retry-After", RetryAfter);
            return Task.CompletedTask;
        });
        return next(http);
    }

    /// <summary>What a proxy says about the client is believed only of those that the operator names, since anybody can send these headers.</summary>
    static void AddForwardedHeaders(this WebApplicationBuilder builder)
    {
        var proxies = (builder.Configuration.GetSection("PhotoShare:TrustedProxies").Get<string[]>() ?? []).Select(NetworkOf).ToList();
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in proxies)
                forwarded.KnownIPNetworks.Add(proxy);
            forwarded.ForwardedHeaders = proxies.Count == 0
                ? ForwardedHeaders.None
                : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        });

        static System.Net.IPNetwork NetworkOf(string proxy) =>
            System.Net.IPNetwork.TryParse(proxy, out var network) ? network
            : IPAddress.TryParse(proxy, out var address) ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new OperatorException($"PhotoShare:TrustedProxies holds \"{proxy}\", which is neither an address nor a network such as 10.0.0.0/16.");
    }
}
