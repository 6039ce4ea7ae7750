using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace PhotoShare.Web;

/// <summary>Who asks: a cookie from the web pages, or a personal access token from a program.</summary>
public static class SignIn
{
    internal const string TokenClaim = "token";
    internal const string SessionClaim = "session";
    const string ModeratesClaim = "moderates";
    static readonly string StampClaim = new ClaimsIdentityOptions().SecurityStampClaimType;

    const string Either = "PhotoShare";
    const string Bearer = "Bearer ";

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, policy => policy.ForwardDefaultSelector =
                http => HasToken(http) ? AccessTokenHandler.Scheme : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, AccessTokenHandler>(AccessTokenHandler.Scheme, null)
            .AddCookie(IdentityConstants.ApplicationScheme, cookie =>
            {
                cookie.Cookie.Name = "photoshare";
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.ExpireTimeSpan = TimeSpan.FromDays(30);
                cookie.SlidingExpiration = true;
                cookie.LoginPath = "/signin";
                cookie.ReturnUrlParameter = "returnUrl";
                cookie.Events.OnValidatePrincipal = Validate;
            });
        new IdentityBuilder(typeof(User), builder.Services).AddSignInManager();
        builder.Services.AddAuthorization();
    }

    /// <summary>A token that is not (any more) valid is an error, never a visitor: a program must learn that it lost its access.</summary>
    public static void UseSignIn(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use((http, next) => HasToken(http) && !http.User.Identities.Any(identity => identity.IsAuthenticated) ? http.ChallengeAsync() : next());
        app.UseAuthorization();
    }

    /// <summary>Who asks.</summary>
    public static Viewer Viewer(this HttpContext http) => http.User.Viewer();

    /// <summary>Who asks; a visitor when nobody is signed in.</summary>
    public static Viewer Viewer(this ClaimsPrincipal principal) =>
        principal.Identity?.IsAuthenticated == true && Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? new Viewer(id, principal.HasClaim(claim => claim.Type == ModeratesClaim)) : PhotoShare.Viewer.Anonymous;

    /// <summary>What somebody is signed in by; <c>null</c> for a visitor.</summary>
    public static Credential? Credential(this ClaimsPrincipal principal) => principal.Viewer() is not { Id: { } id, Moderates: var moderates } ? null : new Credential(
        id,
        Guid.TryParse(principal.FindFirstValue(TokenClaim), out var token) ? token : null,
        principal.SessionId(),
        principal.FindFirstValue(StampClaim),
        moderates);

    /// <summary>Starts a session of a person whose password was checked, in a cookie that outlives the browser.</summary>
    public static async Task<Session> StartSession(this HttpContext http, User user)
    {
        var sessions = http.RequestServices.GetRequiredService<Sessions>();
        if (http.User.SessionId() is { } before) await sessions.End(before, http.RequestAborted);
        var session = await sessions.Start(user, http.Request.Headers.UserAgent, http.RequestAborted);
        await http.RequestServices.GetRequiredService<SignInManager<User>>().SignInWithClaimsAsync(user, isPersistent: true, [new Claim(SessionClaim, session.Id.ToString())]);
        return session;
    }

    public static async Task EndSession(this HttpContext http)
    {
        if (http.User.SessionId() is { } session) await http.RequestServices.GetRequiredService<Sessions>().End(session, http.RequestAborted);
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    /// <summary>The browser's session; <c>null</c> for who came by a token, or not signed in.</summary>
    internal static Guid? SessionId(this ClaimsPrincipal principal) => Guid.TryParse(principal.FindFirstValue(SessionClaim), out var id) ? id : null;

    /// <summary>What a role lets somebody do, as read with their cookie or token a moment ago.</summary>
    internal static IEnumerable<Claim> ClaimsOf(UserRole role) => role == UserRole.Member ? [] : [new Claim(ModeratesClaim, "true")];

    /// <summary>A cookie holds as long as its session's row is there and its person's password is the same: on every server, from the next request on.</summary>
    static async Task Validate(CookieValidatePrincipalContext cookie)
    {
        var http = cookie.HttpContext;
        if (cookie.Principal is { Identity: ClaimsIdentity identity } principal && principal.SessionId() is { } session
            && await http.RequestServices.GetRequiredService<Sessions>().Find(session, http.RequestAborted) is { } holder
            && principal.FindFirstValue(StampClaim) == holder.SecurityStamp)
        {
            // A cookie that is renewed carries what it was found with; the role is today's.
            foreach (var old in identity.FindAll(ModeratesClaim).ToList()) identity.RemoveClaim(old);
            identity.AddClaims(ClaimsOf(holder.Role));
            return;
        }
        cookie.RejectPrincipal();
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    static bool HasToken(HttpContext http) => http.Request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);
}
