using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace PhotoShare.Web;

/// <summary>
/// Who has signed in by a browser before, in a cookie that nobody but us reads: of a sign-in by another one its person is told by mail. It lets
/// nobody in. At most the last five people.
/// </summary>
sealed class KnownBrowser(IDataProtectionProvider protection)
{
    const string Cookie = "photoshare-browser";
    const int Most = 5;
    static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    readonly IDataProtector seal = protection.CreateProtector("PhotoShare.KnownBrowser");

    /// <summary>Whether this person was here before; from now on they were.</summary>
    public bool Remember(HttpContext http, Guid userId)
    {
        var known = Read(http);
        var text = userId.ToString("n");
        http.Response.Cookies.Append(Cookie, seal.Protect(string.Join(' ', known.Where(id => id != text).Prepend(text).Take(Most))), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            MaxAge = Lifetime,
            IsEssential = true,
        });
        return known.Contains(text);
    }

    IReadOnlyList<string> Read(HttpContext http)
    {
        try
        {
            return http.Request.Cookies[Cookie] is { Length: > 0 } sealedText ? seal.Unprotect(sealedText).Split(' ') : [];
        }
        catch (CryptographicException)
        {
            return [];
        }
    }
}
