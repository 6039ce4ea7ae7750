namespace PhotoShare.Web;

static class SignOutDoor
{
    internal static void MapSignOut(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/signout", async (HttpContext http) =>
        {
            await http.EndSession();
            // What the browser keeps of the feed, for whom it was.
            http.Response.Headers["Clear-Site-Data"] = "\"storage\"";
            return Results.LocalRedirect("/");
        }).AddEndpointFilter(FormDoor.CheckAntiforgery).ExcludeFromDescription();
}
