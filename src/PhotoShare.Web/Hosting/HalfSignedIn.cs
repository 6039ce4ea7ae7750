using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>
/// Between the two steps of a sign-in: who gave a right password and has yet to give a code, in a sealed cookie that holds for some minutes and
/// opens nothing else. The framework keeps a passkey's challenge in the same cookie, by other claims.
/// </summary>
static class HalfSignedIn
{
    const string PersonClaim = "half", StampClaim = "half-stamp";
    static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    internal static AuthenticationBuilder AddHalfSignedIn(this AuthenticationBuilder builder) => builder.AddCookie(IdentityConstants.TwoFactorUserIdScheme, cookie =>
    {
        cookie.Cookie.Name = "photoshare-half";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.ExpireTimeSpan = Lifetime;
        cookie.SlidingExpiration = false;
    });

    /// <summary>Remembers whose password was right.</summary>
    internal static async Task BeginSecondStep(this HttpContext http, Guid userId, PhotoShareDb db)
    {
        var stamp = await db.Users.Where(u => u.Id == userId).Select(u => u.SecurityStamp).SingleOrDefaultAsync(http.RequestAborted);
        var identity = new ClaimsIdentity([new Claim(PersonClaim, userId.ToString()), new Claim(StampClaim, stamp ?? "")], IdentityConstants.TwoFactorUserIdScheme);
        await http.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(identity));
    }

    /// <summary>Whose password was right a moment ago, and their security stamp of then; <c>null</c> for nobody's.</summary>
    internal static async Task<(Guid UserId, string? Stamp)?> SecondStep(this HttpContext http) =>
        await http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme) is { Principal: { } half } && Guid.TryParse(half.FindFirstValue(PersonClaim), out var id)
            ? (id, half.FindFirstValue(StampClaim))
            : null;

    internal static Task EndSecondStep(this HttpContext http) => http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
}
