using Microsoft.AspNetCore.Http.Features;

namespace PhotoShare.Web;

/// <summary>
/// What becomes of a request whose client has gone: it is cancelled, but not at once. Most are done within milliseconds, while to cancel a
/// statement PostgreSQL begins a process, and what was planned for it is thrown away: whoever came and went would cost twice as much as who stays.
/// </summary>
public static class GoneClients
{
    /// <summary>What takes longer is worth ending.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>Lets <see cref="HttpContext.RequestAborted"/> come later for all that follows.</summary>
    public static Task LetFinish(HttpContext http, RequestDelegate next) => IsStream(http) ? next(http) : Delay(http, next);

    /// <summary>What lasts for as long as its client, who may have only so many: a page that is loaded again has left its own a moment ago.</summary>
    static bool IsStream(HttpContext http) => http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } || http.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true }
        || http.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);

    static async Task Delay(HttpContext http, RequestDelegate next)
    {
        var gone = http.RequestAborted;
        using var enough = new CancellationTokenSource();
        await using var going = gone.UnsafeRegister(static source => ((CancellationTokenSource)source!).CancelAfter(Grace), enough);
        http.RequestAborted = enough.Token;
        try
        {
            await next(http);
        }
        finally
        {
            // Whoever is told of what failed asks whether the client was still there.
            http.RequestAborted = gone;
        }
    }
}
