namespace PhotoShare.Web;

static class SignOutDoor
{
    internal static void MapSignOut(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/signout", async (HttpContext http) =>
        {
            await http.EndSession();
            return Results.LocalRedirect("/");
        }).AddEndpointFilter(FormDoor.CheckAntiforgery).ExcludeFromDescription();
}
