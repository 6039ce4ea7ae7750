namespace PhotoShare.Web;

/// <summary>The button by which the first person becomes the admin; whether they may is asked again there.</summary>
static class AdminDoor
{
    internal static async Task<IResult> Accept(HttpContext http, FirstPerson first)
    {
        if (!await http.IsConfirmed()) return Results.LocalRedirect(Confirming.PathTo("/"));
        try
        {
            await first.BecomeAdmin(http.User.Viewer(), http.RequestAborted);
        }
        catch (Refused refused)
        {
            return Results.StatusCode(FormDoor.StatusOf(refused.Kind));
        }
        return Results.LocalRedirect("/admin");
    }
}
