namespace PhotoShare.Web;

/// <summary>
/// Keeps a token with bounds to the doors that know bounds. Pages and their forms take a token as they take a cookie, and would let an app that may
/// read make a token that may do everything.
/// </summary>
static class BoundedDoors
{
    public static void UseBoundedDoors(this WebApplication app) => app.Use((http, next) =>
    {
        if (http.User.Scopes() is null || http.Request.Path.StartsWithSegments("/graphql") || http.Request.Path.StartsWithSegments("/blobs")) return next(http);
        http.Response.Headers.WWWAuthenticate = BearerChallenge.InsufficientScope("");
        return Problems.Of(StatusCodes.Status403Forbidden, "A token with scopes is for the API alone: send it to /graphql.").ExecuteAsync(http);
    });
}
