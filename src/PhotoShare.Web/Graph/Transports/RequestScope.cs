using Microsoft.AspNetCore.Http.Features;

namespace PhotoShare.Web;

/// <summary>The scope that a request's services come from.</summary>
static class RequestScope
{
    /// <summary>
    /// Lets go of what a request took of the container, such as the database's context by which it was found who asks: an answer that
    /// goes on for hours would keep it for as long. What asks the request for a service from now on has a new scope.
    /// </summary>
    public static async ValueTask Release(HttpContext http)
    {
        var scopes = http.RequestServices.GetRequiredService<IServiceScopeFactory>();
        var taken = http.Features.Get<IServiceProvidersFeature>();
        http.Features.Set<IServiceProvidersFeature>(new RequestServicesFeature(http, scopes));
        if (taken is IAsyncDisposable scope) await scope.DisposeAsync();
    }
}
