using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>Errors as pages, for whoever asks for a page; programs get problem details.</summary>
sealed class ErrorPages(ILogger<ErrorPages> log) : IExceptionHandler
{
    /// <summary>Says nothing of the exception but where it stands in the log.</summary>
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken ct)
    {
        if (!AsksForPage(http)) return false;
        var traceId = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        if (exception is UnavailableException unavailable)
            log.LogWarning("{Method} {Door} could not be answered: {Problem}", http.Request.Method, DoorOf(http), unavailable.Message);
        else if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            log.LogError(exception, "{Method} {Door} failed, trace {TraceId}.", http.Request.Method, DoorOf(http), traceId);
        await Render(http, exception is UnavailableException ? null : traceId);
        return true;
    }

    /// <summary>The pattern of the address: the address itself may name somebody.</summary>
    static string DoorOf(HttpContext http) => (http.Features.Get<IExceptionHandlerFeature>()?.Endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "an address that leads nowhere";

    internal static Task Render(StatusCodeContext status) => AsksForPage(status.HttpContext) ? Render(status.HttpContext, null) : Task.CompletedTask;

    /// <summary>The page for the status that the answer has.</summary>
    internal static async Task Render(HttpContext http, string? traceId)
    {
        http.Response.Headers.CacheControl = "no-store";
        var code = http.Response.StatusCode;
        var (services, page) = (http.RequestServices, new RazorComponentResult<ErrorDocument>(new { Code = code, TraceId = traceId }) { StatusCode = code });
        // A page that failed has begun to use the request's services, and they take but one page.
        await using var scope = services.CreateAsyncScope();
        try
        {
            http.RequestServices = scope.ServiceProvider;
            await page.ExecuteAsync(http);
        }
        finally
        {
            http.RequestServices = services;
        }
    }

    internal static bool AsksForPage(HttpContext http) =>
        http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase) && !http.Request.Path.StartsWithSegments("/graphql");
}

static class ErrorPagesSetup
{
    internal static void UseErrorPages(this IApplicationBuilder app)
    {
        app.UseStatusCodePages(ErrorPages.Render);
        app.Use(ForgetWhatWasMeant);
        app.Use(RefuseTooLarge);
    }

    /// <summary>A page says what it would answer before it looks for the form's token; without one it answers nothing, which must not count as a page.</summary>
    static async Task ForgetWhatWasMeant(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.Response is not { HasStarted: false, StatusCode: StatusCodes.Status400BadRequest }) return;
        http.Response.ContentType = null;
        http.Response.Headers.Remove("blazor-enhanced-nav");
    }

    /// <summary>A form that says at once that it is too large is answered at once; read to its bound it would be taken for one without its token.</summary>
    static Task RefuseTooLarge(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.HasFormContentType || http.Request.ContentLength is not { } length || http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize is not { } most || length <= most)
            return next(http);
        http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return Task.CompletedTask;
    }
}
