using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace PhotoShare.Web;

/// <summary>Who asks: a cookie from the web pages, or a personal access token from a program.</summary>
public static class SignIn
{
    internal const string TokenClaim = "token";
    internal const string AppTokenClaim = "app-token";
    internal const string SessionClaim = "session";
    const string ScopesClaim = "scopes";
    const string ModeratesClaim = "moderates";
    static readonly string StampClaim = new ClaimsIdentityOptions().SecurityStampClaimType;

    const string KeptItem = "kept";

    const string Either = "PhotoShare";
    const string Bearer = "Bearer ";

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IAuthenticationSchemeProvider, SchemesOfDoor>();
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
                cookie.Events.OnRedirectToLogin = Invite;
                // What somebody may not do has a page of its own, at the address where they tried.
                cookie.Events.OnRedirectToAccessDenied = denied =>
                {
                    denied.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return Task.CompletedTask;
                };
            })
            .AddHalfSignedIn();
        // Its secrets stand in links of mails, sealed by the keys that all servers share.
        builder.Services.Configure<DataProtectionTokenProviderOptions>(secrets => secrets.TokenLifespan = TimeSpan.FromHours(1));
        new IdentityBuilder(typeof(User), builder.Services).AddSignInManager().AddTokenProvider<DataProtectorTokenProvider<User>>(TokenOptions.DefaultProvider);
        builder.AddPasskeys();
        builder.Services.AddAuthorization();
        builder.Services.AddSingleton<KnownBrowser>();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped(services => services.GetRequiredService<IHttpContextAccessor>().HttpContext is { } http ? http.Origin() : PhotoShare.Origin.None);
    }

    /// <summary>Where a request comes from.</summary>
    static Origin Origin(this HttpContext http) => PhotoShare.Origin.Of(http.Connection.RemoteIpAddress, http.Request.Headers.UserAgent, Languages.Current.Name);

    /// <summary>A token that is not (any more) valid is an error, never a visitor: a program must learn that it lost its access.</summary>
    public static void UseSignIn(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use((http, next) => HasToken(http) && !http.User.Identities.Any(identity => identity.IsAuthenticated) ? http.ChallengeAsync() : next());
        app.UseBoundedDoors();
        app.UseAuthorization();
    }

    /// <summary>Who asks.</summary>
    public static Viewer Viewer(this HttpContext http) => http.User.Viewer();

    /// <summary>Who asks; a visitor when nobody is signed in.</summary>
    public static Viewer Viewer(this ClaimsPrincipal principal) =>
        principal.Identity?.IsAuthenticated == true && Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? new Viewer(id, principal.HasClaim(claim => claim.Type == ModeratesClaim)) : PhotoShare.Viewer.Anonymous;

    /// <summary>What somebody is signed in by; <c>null</c> for a visitor.</summary>
    public static Credential? Credential(this ClaimsPrincipal principal) => principal.Identity?.IsAuthenticated != true ? null : new Credential(
        principal.Viewer().Id,
        principal.Key(TokenClaim),
        principal.Key(AppTokenClaim),
        principal.SessionId(),
        principal.FindFirstValue(StampClaim),
        principal.Viewer().Moderates,
        principal.Scopes());

    /// <summary>What the token may do that somebody came by; <c>null</c> for everything, which is so in a browser and of a token without bounds.</summary>
    public static Scopes? Scopes(this ClaimsPrincipal principal) => principal.FindFirstValue(ScopesClaim) is { } bits ? new Scopes(int.Parse(bits, CultureInfo.InvariantCulture)) : null;

    /// <summary>Starts a session of a person whose password was checked, in a cookie that outlives the browser. Who was about to leave has come back by it.</summary>
    public static async Task<Session> StartSession(this HttpContext http, User user)
    {
        if (await http.RequestServices.GetRequiredService<AccountDeletion>().ComeBack(user, Languages.Current.Name, http.RequestAborted)) http.Items[KeptItem] = true;
        var sessions = http.RequestServices.GetRequiredService<Sessions>();
        if (http.User.SessionId() is { } before) await sessions.End(before, http.RequestAborted);
        var isKnown = http.RequestServices.GetRequiredService<KnownBrowser>().Remember(http, user.Id);
        var session = await sessions.Start(user, http.Request.Headers.UserAgent, http.RequestAborted, isKnown);
        await http.RequestServices.GetRequiredService<SignInManager<User>>().SignInWithClaimsAsync(user, isPersistent: true, [new Claim(SessionClaim, session.Id.ToString())]);
        return session;
    }

    /// <summary>Where somebody goes who has just signed in: who has come back by it is told so first.</summary>
    internal static string AfterSignIn(this HttpContext http, string back) => http.Items.ContainsKey(KeptItem) ? "/kept" : back;

    public static async Task EndSession(this HttpContext http)
    {
        if (http.User.SessionId() is { } session) await http.RequestServices.GetRequiredService<Sessions>().End(session, http.RequestAborted);
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    /// <summary>The browser's session; <c>null</c> for who came by a token, or not signed in.</summary>
    internal static Guid? SessionId(this ClaimsPrincipal principal) => principal.Key(SessionClaim);

    static Guid? Key(this ClaimsPrincipal principal, string claim) => Guid.TryParse(principal.FindFirstValue(claim), out var id) ? id : null;

    /// <summary>What a role lets somebody do, as read with their cookie or token a moment ago.</summary>
    internal static IEnumerable<Claim> ClaimsOf(UserRole role) => role == UserRole.Member ? [] : [new Claim(ModeratesClaim, "true")];

    /// <summary>The same of a token: with bounds it moderates only where they say so.</summary>
    internal static IEnumerable<Claim> ClaimsOf(UserRole role, Scopes? scopes) => scopes is not { } bounds ? ClaimsOf(role)
        : [new Claim(ScopesClaim, bounds.Bits.ToString(CultureInfo.InvariantCulture)), .. bounds.Contains(Scope.Admin) ? ClaimsOf(role) : []];

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

    /// <summary>To the page of signing in, and from there back to the page that was asked for, or on which a button was pressed: what a button does is not an address.</summary>
    static Task Invite(RedirectContext<CookieAuthenticationOptions> invited)
    {
        var request = invited.Request;
        var back = HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString
            : Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var page) && page.Authority == request.Host.Value ? page.PathAndQuery
            : "/";
        invited.Response.Redirect($"{invited.Options.LoginPath}{QueryString.Create(invited.Options.ReturnUrlParameter, LocalUrl.OrHome(back))}");
        return Task.CompletedTask;
    }

    static bool HasToken(HttpContext http) => http.Request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);
}
