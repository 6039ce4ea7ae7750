using System.Text;

namespace PhotoShare.Web;

/// <summary>POST /goodbye/{secret}/receipt: the receipt of a deletion as a file, once. A form, since what a GET gives is fetched by whoever previews a link.</summary>
static class Goodbye
{
    internal static void MapGoodbye(this IEndpointRouteBuilder routes) => routes.MapPost("/goodbye/{secret}/receipt", async (string secret, AccountDeletion deletion, HttpContext http) =>
    {
        try
        {
            return Results.File(Encoding.UTF8.GetBytes(await deletion.TakeReceipt(secret, http.RequestAborted)), "application/json", "photoshare-receipt.json");
        }
        catch (Refused refused)
        {
            return Results.StatusCode(FormDoor.StatusOf(refused.Kind));
        }
    }).AddEndpointFilter(FormDoor.CheckAntiforgery).AllowAnonymous().ExcludeFromDescription();
}
