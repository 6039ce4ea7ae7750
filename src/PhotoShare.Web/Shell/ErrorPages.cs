using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace PhotoShare.Web;

/// <summary>Errors as pages, for whoever asks for a page; programs get problem details.</summary>
sealed class ErrorPages(ILogger<ErrorPages> log) : IExceptionHandler
{
    /// <summary>Says nothing of the exception but where it stands in the log.</summary>
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken ct)
    {
        if (!AsksForPage(http)) return false;
        var traceId = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            log.LogError(exception, "{Method} {Path} failed, trace {TraceId}.", http.Request.Method, http.Request.Path, traceId);
        await Render(http, traceId);
        return true;
    }

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
    internal static void UseErrorPages(this IApplicationBuilder app) => app.UseStatusCodePages(ErrorPages.Render);
}
