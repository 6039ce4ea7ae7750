using System.Collections.Immutable;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PhotoShare.Web;

/// <summary>
/// GET /oauth/authorize asks a person whether an app may come in; POST is their answer. OpenIddict has checked the app, its address and PKCE. Who is
/// asked has signed in by the pages, with all that those ask for: nothing here takes a password, or a token.
/// </summary>
static class AuthorizeDoor
{
    internal const string Decision = "decision";
    internal const string Allow = "allow";
    internal const string Granted = "granted";

    public static async Task<IResult> Handle(HttpContext http, PhotoShareDb db, AppGrants grants, AppClaims claims, IAntiforgery antiforgery)
    {
        if (http.GetOpenIddictServerRequest() is not { } request || http.GetOpenIddictServerResponse() is not null) return AskDocument.Refused(http);
        var ct = http.RequestAborted;
        var fields = Fields(http.Request);
        if (await Browser(http) is not { } me) return ToSignIn(request, "/signin", fields);
        var viewer = Viewer.Of(me.User);
        if (request.HasPromptValue(PromptValues.Login) || (request.MaxAge is { } age && me.ConfirmedAt < DateTime.UtcNow.AddSeconds(-age)))
            return ToSignIn(request, "/confirm", [.. fields.Where(field => field.Key is not Parameters.Prompt)]);

        var app = await db.Apps.AsNoTracking().SingleAsync(a => a.ClientId == request.ClientId, ct);
        var asked = Offered(request.GetScopes(), viewer);
        if (await IsAnswer(http, antiforgery))
        {
            if (http.Request.Form[Decision] != Allow) return TokenDoor.Refused(Errors.AccessDenied, "The person did not let the app in.");
            var granted = asked.Where(scope => !AskDocument.IsChosen(scope) || http.Request.Form[Granted].Contains(scope)).ToImmutableArray();
            await grants.Agree(viewer, app.Id, granted, ct);
            return await LetIn(granted);
        }
        if (HttpMethods.IsPost(http.Request.Method)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        // Whose program comes back with the code can't be known on a person's own device (RFC 8252 §8.6).
        var known = !asked.Except(await grants.Remembered(viewer, app.Id, ct)).Any() && !AppFacts.OnTheDevice(new Uri(request.RedirectUri ?? app.Redirects[0]));
        if (known && !request.HasPromptValue(PromptValues.Consent)) return await LetIn(asked);
        if (request.HasPromptValue(PromptValues.None)) return TokenDoor.Refused(Errors.ConsentRequired, "The person has to be asked.");

        http.Features.Set(FormTarget.Of(new Uri(request.RedirectUri ?? app.Redirects[0])));
        return await AskDocument.Asking(db, app, me.User, asked, fields, AppServer.Authorize, null, ct);

        async Task<IResult> LetIn(ImmutableArray<string> scopes) => Results.SignIn(await claims.Principal(me.User, scopes, me.ConfirmedAt, ct), authenticationScheme: AppServer.Scheme);
    }

    /// <summary>Who sits at the browser, by its cookie alone; <c>null</c> where nobody is signed in.</summary>
    internal static async Task<Sitting?> Browser(HttpContext http)
    {
        if ((await http.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Principal is not { } principal || principal.SessionId() is not { } session) return null;
        var (db, id) = (http.RequestServices.GetRequiredService<PhotoShareDb>(), principal.Viewer().Id);
        return await (from user in db.Users.AsNoTracking()
                      where user.Id == id && user.BannedAt == null && user.LeavesAt == null
                      join s in db.Sessions on user.Id equals s.UserId
                      where s.Id == session
                      select new Sitting(user, s.ConfirmedAt)).SingleOrDefaultAsync(http.RequestAborted);
    }

    /// <summary>Whether it is the answer to our own question: a form of another site's has no antiforgery token of this person's.</summary>
    internal static async Task<bool> IsAnswer(HttpContext http, IAntiforgery antiforgery) =>
        HttpMethods.IsPost(http.Request.Method) && http.Request.HasFormContentType && http.Request.Form.ContainsKey(Decision) && await antiforgery.IsRequestValidAsync(http);

    /// <summary>What of that which an app asks for a person can give: only who moderates can let moderate.</summary>
    internal static ImmutableArray<string> Offered(ImmutableArray<string> asked, Viewer viewer) =>
        [.. asked.Distinct(StringComparer.Ordinal).Where(scope => viewer.Moderates || scope != Scope.Admin.Name())];

    /// <summary>The app's request as it came, without our own fields.</summary>
    internal static List<KeyValuePair<string, string>> Fields(HttpRequest request) =>
        [.. (request.HasFormContentType ? request.Form : request.Query.AsEnumerable())
            .Where(field => field.Key is not (Decision or Granted) && !field.Key.StartsWith("__", StringComparison.Ordinal)).Select(field => new KeyValuePair<string, string>(field.Key, field.Value.ToString()))];

    /// <summary>To a page of ours and back by <see cref="AppServer.Continue"/>; an app that asked for no questions is told that there is one.</summary>
    static IResult ToSignIn(OpenIddictRequest request, string page, IEnumerable<KeyValuePair<string, string>> fields) => request.HasPromptValue(PromptValues.None)
        ? TokenDoor.Refused(Errors.LoginRequired, "The person has to sign in.")
        : Results.LocalRedirect($"{page}{QueryString.Create("returnUrl", AppServer.Continue + QueryString.Create(fields!))}");
}

/// <summary>Who is asked, and when they last showed that it is they.</summary>
sealed record Sitting(User User, DateTime? ConfirmedAt);

/// <summary>Where an answer's form may lead beside here: browsers hold the redirect that follows a form to the page's policy.</summary>
sealed record FormTarget(string Source)
{
    public static FormTarget Of(Uri redirect) => new(redirect.Scheme is "http" or "https" ? redirect.GetLeftPart(UriPartial.Authority) : $"{redirect.Scheme}:");
}
