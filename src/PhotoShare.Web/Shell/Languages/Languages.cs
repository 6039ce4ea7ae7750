using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace PhotoShare.Web;

/// <summary>Which language a page speaks: the visitor's choice (a cookie), else the first of their browser's that it knows, else English.</summary>
static class Languages
{
    public const string Cookie = "photoshare-language";

    /// <summary>By their codes, as they call themselves.</summary>
    public static readonly IReadOnlyDictionary<string, string> Known = new Dictionary<string, string> { ["en"] = "English", ["de"] = "Deutsch" };

    /// <summary>That of the request at hand.</summary>
    public static CultureInfo Current => CultureInfo.CurrentUICulture;

    /// <summary>Which way it is written, as HTML's <c>dir</c>.</summary>
    public static string Direction => Current.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    public static void AddLanguages(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddSingleton<Texts>();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            // What is computed, stored and sent to programs is written the same in every language; only what is said differs.
            options.SupportedCultures = [CultureInfo.InvariantCulture];
            options.SupportedUICultures = [.. Known.Keys.Select(code => new CultureInfo(code))];
            options.DefaultRequestCulture = new RequestCulture(CultureInfo.InvariantCulture, options.SupportedUICultures[0]);
            options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = Cookie }, new AcceptLanguageHeaderRequestCultureProvider()];
        });
    }

    public static void UseLanguages(this IApplicationBuilder app) => app.UseRequestLocalization();

    /// <summary>POST /language with the code in the field <c>language</c>: keeps the choice for a year.</summary>
    public static void MapLanguages(this IEndpointRouteBuilder routes) => routes.MapPost("/language", (HttpContext http) =>
    {
        if (http.Request.Form["language"].ToString() is not { } code || !Known.ContainsKey(code)) return Results.StatusCode(StatusCodes.Status422UnprocessableEntity);
        http.Response.Cookies.Append(Cookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture("", code)), ChoiceCookie.Options(http));
        return Results.LocalRedirect(LocalUrl.OrHome(http.Request.Form["returnUrl"]));
    }).AddEndpointFilter(FormDoor.CheckAntiforgery).ExcludeFromDescription();
}
