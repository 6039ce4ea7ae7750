using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace PhotoShare.Web;

/// <summary>/oauth/endsession: an app asks to sign its person out of here. They are asked, since a link must not sign anybody out.</summary>
static class EndSessionDoor
{
    public static async Task<IResult> Handle(HttpContext http, IAntiforgery antiforgery)
    {
        if (http.GetOpenIddictServerRequest() is not { } request || http.GetOpenIddictServerResponse() is not null) return AskDocument.Refused(http);
        var signedIn = await AuthorizeDoor.Browser(http) is not null;
        if (signedIn && !await AuthorizeDoor.IsAnswer(http, antiforgery))
        {
            if (HttpMethods.IsPost(http.Request.Method)) return Results.StatusCode(StatusCodes.Status400BadRequest);
            if (request.PostLogoutRedirectUri is { } target) http.Features.Set(FormTarget.Of(new Uri(target)));
            return new RazorComponentResult<EndSessionDocument>(new { Fields = AuthorizeDoor.Fields(http.Request) }) { PreventStreamingRendering = true };
        }
        if (signedIn) await http.EndSession();
        return Results.SignOut(new AuthenticationProperties { RedirectUri = "/" }, [AppServer.Scheme]);
    }
}
