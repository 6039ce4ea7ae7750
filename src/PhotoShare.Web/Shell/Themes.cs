namespace PhotoShare.Web;

/// <summary>How bright the pages are: as the visitor's system is, or as they chose by hand (a cookie).</summary>
static class Themes
{
    public const string Cookie = "photoshare-theme";

    /// <summary>What the system decides; it is the absence of a choice.</summary>
    public const string System = "system";

    /// <summary>By the values of the cookie, as they are called in English.</summary>
    public static IReadOnlyList<(string Theme, string Name)> Known(Texts L) => [(System, L["System"]), ("light", L["Light"]), ("dark", L["Dark"])];

    /// <summary>What the visitor chose.</summary>
    public static string Theme(this HttpContext http) => http.Request.Cookies[Cookie] is "light" or "dark" ? http.Request.Cookies[Cookie]! : System;

    /// <summary>POST /theme with <c>system</c>, <c>light</c> or <c>dark</c> in the field <c>theme</c>: keeps the choice for a year.</summary>
    public static void MapThemes(this IEndpointRouteBuilder routes) => routes.MapPost("/theme", (HttpContext http) =>
    {
        var theme = http.Request.Form["theme"].ToString();
        if (theme is not (System or "light" or "dark")) return Results.StatusCode(StatusCodes.Status422UnprocessableEntity);
        var cookie = ChoiceCookie.Options(http);
        if (theme == System) http.Response.Cookies.Delete(Cookie, cookie);
        else http.Response.Cookies.Append(Cookie, theme, cookie);
        return Results.LocalRedirect(LocalUrl.OrHome(http.Request.Form["returnUrl"]));
    }).AddEndpointFilter(FormDoor.CheckAntiforgery).ExcludeFromDescription();
}
