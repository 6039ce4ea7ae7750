namespace PhotoShare.Web;

/// <summary>How a browser keeps what a visitor chose of the pages themselves, their language or how bright they are: for a year, signed in or not.</summary>
static class ChoiceCookie
{
    internal static CookieOptions Options(HttpContext http) => new()
    {
        MaxAge = TimeSpan.FromDays(365),
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        IsEssential = true,
    };
}
