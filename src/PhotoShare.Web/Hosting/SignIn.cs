using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace PhotoShare.Web;

/// <summary>Who asks: a cookie from the web pages, or a personal access token from a program.</summary>
public static class SignIn
{
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
                cookie.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
            });
        new IdentityBuilder(typeof(User), builder.Services).AddSignInManager();
        builder.Services.AddScoped<ISecurityStampValidator, SecurityStampValidator<User>>();
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
        principal.Identity?.IsAuthenticated == true && Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? new Viewer(id) : PhotoShare.Viewer.Anonymous;

    /// <summary>Starts a session of a person whose password was checked, in a cookie that outlives the browser.</summary>
    public static Task StartSession(this HttpContext http, User user) =>
        http.RequestServices.GetRequiredService<SignInManager<User>>().SignInAsync(user, isPersistent: true);

    public static Task EndSession(this HttpContext http) => http.SignOutAsync(IdentityConstants.ApplicationScheme);

    static bool HasToken(HttpContext http) => http.Request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);
}
