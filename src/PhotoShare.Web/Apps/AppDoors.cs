namespace PhotoShare.Web;

/// <summary>Where the doors of apps are, and what holds before them.</summary>
static class AppDoors
{
    /// <summary>Lets pages of other sites ask with a token: no cookie goes along.</summary>
    public const string OtherSites = "other sites";

    /// <summary>Reads the keys before OpenIddict looks at a request of its own.</summary>
    public static void UseApps(this WebApplication app)
    {
        var keys = app.Services.GetRequiredService<AppKeyRing>();
        app.Use(async (http, next) =>
        {
            if (IsOurs(http.Request.Path)) await keys.Ready(http.RequestAborted);
            await next(http);
        });
    }

    public static void MapApps(this WebApplication app)
    {
        string[] both = [HttpMethods.Get, HttpMethods.Post];
        app.MapMethods(AppServer.Authorize, both, AuthorizeDoor.Handle).ExcludeFromDescription();
        app.MapMethods(AppServer.Device, both, DeviceDoor.Handle).ExcludeFromDescription();
        app.MapMethods(AppServer.EndSession, both, EndSessionDoor.Handle).ExcludeFromDescription();
        app.MapPost(AppServer.Token, TokenDoor.Exchange).RequireCors(OtherSites).DisableAntiforgery().ExcludeFromDescription();
        // OpenIddict answers these before they are reached; named here, a page of another site may ask them.
        foreach (var path in new[] { "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/.well-known/jwks", "/oauth/userinfo" })
            app.MapGet(path, () => Results.NotFound()).RequireCors(OtherSites).ExcludeFromDescription();
        app.MapPost("/oauth/revoke", () => Results.NotFound()).RequireCors(OtherSites).DisableAntiforgery().ExcludeFromDescription();
        app.MapButton<AppGrants>("/apps/{id:guid}/revoke", (grants, viewer, id, ct) => grants.Revoke(viewer, id, ct));
        app.MapButton<Apps>("/developers/{id:guid}/delete", (apps, viewer, id, ct) => apps.Delete(viewer, id, ct), dangerous: true);
    }

    /// <summary>Whether it leads to a door of apps, OpenIddict's own among them.</summary>
    internal static bool IsOurs(PathString path) => path.StartsWithSegments("/oauth") || path.StartsWithSegments("/.well-known") || path.StartsWithSegments(AppServer.Device);
}
