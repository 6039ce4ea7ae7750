using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;

namespace PhotoShare.Web;

/// <summary>What the module passkeys.js asks for, and the buttons beside each passkey. A ceremony's outcome comes with a form of its page.</summary>
static class PasskeyDoor
{
    const string Settings = "/settings#passkeys";

    internal static void AddPasskeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<PasskeyCeremonies>();
        builder.Services.AddOptions<IdentityPasskeyOptions>().Configure<Settings>((passkeys, settings) =>
        {
            // Otherwise the host that a request names, which a server with an address of its own never sees wrong.
            passkeys.ServerDomain = settings.PublicUrl?.Host;
            // With a finger, a face or a PIN: so that it is two factors in one. Kept on the device, so that no name is asked for.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
            passkeys.ValidateOrigin = asked => ValueTask.FromResult(!asked.CrossOrigin && Uri.TryCreate(asked.Origin, UriKind.Absolute, out var origin)
                && origin.GetLeftPart(UriPartial.Authority) == asked.HttpContext.SiteUrl().GetLeftPart(UriPartial.Authority));
        });
    }

    internal static void MapPasskeys(this IEndpointRouteBuilder routes)
    {
        var passkeys = routes.MapGroup("/passkeys").AddEndpointFilter(FormDoor.CheckAntiforgery).ExcludeFromDescription();
        passkeys.MapPost("/request", async (PasskeyCeremonies ceremonies) => Results.Text(await ceremonies.RequestOptions(), "application/json")).AllowAnonymous();
        passkeys.MapPost("/creation", async (HttpContext http, PasskeyCeremonies ceremonies) => await http.IsConfirmed()
            ? Results.Text(await ceremonies.CreationOptions(http.Viewer()), "application/json")
            : Results.Json(new { confirm = Confirming.PathTo(Settings) }, statusCode: StatusCodes.Status403Forbidden)).RequireAuthorization();
        passkeys.MapPost("/{key}/rename", (string key, HttpContext http, Passkeys all) => Press(http, key, id => all.Rename(http.Viewer(), id, $"{http.Request.Form["name"]}", http.RequestAborted))).RequireAuthorization();
        passkeys.MapPost("/{key}/remove", async (string key, HttpContext http, Passkeys all) => await http.IsConfirmed()
            ? await Press(http, key, id => all.Remove(http.Viewer(), id, http.RequestAborted))
            : Results.LocalRedirect(Confirming.PathTo(Settings))).RequireAuthorization();
    }

    static async Task<IResult> Press(HttpContext http, string key, Func<byte[], Task> press)
    {
        try
        {
            await press(Base64Url.IsValid(key) ? Base64Url.DecodeFromChars(key) : []);
            return Results.LocalRedirect(LocalUrl.OrHome(http.Request.Form["returnUrl"]));
        }
        catch (Refused refused)
        {
            return Results.StatusCode(FormDoor.StatusOf(refused.Kind));
        }
    }
}
