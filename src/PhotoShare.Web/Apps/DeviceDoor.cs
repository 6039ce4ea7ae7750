using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PhotoShare.Web;

/// <summary>/device: where people type the code that a device without a keyboard shows, and say whether it may come in (RFC 8628).</summary>
static class DeviceDoor
{
    const string Done = "done";

    public static async Task<IResult> Handle(HttpContext http, PhotoShareDb db, AppGrants grants, AppClaims claims, IAntiforgery antiforgery, SignInAttempts attempts)
    {
        var ct = http.RequestAborted;
        var code = http.GetOpenIddictServerRequest()?.UserCode;
        if (await AuthorizeDoor.Browser(http) is not { } me)
            return Results.LocalRedirect($"/signin{QueryString.Create("returnUrl", AppServer.Device + (code is null ? "" : QueryString.Create(Parameters.UserCode, code).ToString()))}");
        if (http.Request.Query[Done] is [{ Length: > 0 } done]) return Page(done == AuthorizeDoor.Allow ? DeviceState.Allowed : DeviceState.Denied);
        var answers = await AuthorizeDoor.IsAnswer(http, antiforgery);
        if (HttpMethods.IsPost(http.Request.Method) && !answers) return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (string.IsNullOrEmpty(code)) return Page(DeviceState.Asking);

        await attempts.Count(http.Connection.RemoteIpAddress, ct);
        var viewer = Viewer.Of(me.User);
        var found = http.GetOpenIddictServerResponse() is null ? (await http.AuthenticateAsync(AppServer.Scheme)).Principal : null;
        if (found?.GetClaim(Claims.ClientId) is not { } clientId || await db.Apps.AsNoTracking().SingleOrDefaultAsync(a => a.ClientId == clientId, ct) is not { } app)
            return Page(DeviceState.Unknown);

        var asked = AuthorizeDoor.Offered(found.GetScopes(), viewer);
        if (!answers)
            return await AskDocument.Asking(db, app, me.User, asked, [new(Parameters.UserCode, code)], AppServer.Device, code, ct);
        var allowed = http.Request.Form[AuthorizeDoor.Decision] == AuthorizeDoor.Allow;
        var leave = new AuthenticationProperties { RedirectUri = AppServer.Device + QueryString.Create(Done, allowed ? AuthorizeDoor.Allow : "deny") };
        if (!allowed) return Results.Forbid(leave, [AppServer.Scheme]);

        var granted = asked.Where(scope => !AskDocument.IsChosen(scope) || http.Request.Form[AuthorizeDoor.Granted].Contains(scope)).ToList();
        await grants.Agree(viewer, app.Id, granted, ct);
        return Results.SignIn(await claims.Principal(me.User, [.. granted], me.ConfirmedAt, ct), leave, AppServer.Scheme);
    }

    static IResult Page(DeviceState state) => new RazorComponentResult<DeviceDocument>(new { State = state })
    {
        StatusCode = state == DeviceState.Unknown ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
        PreventStreamingRendering = true,
    };
}

public enum DeviceState { Asking, Unknown, Allowed, Denied }
