using Microsoft.AspNetCore.Antiforgery;

namespace PhotoShare.Web;

/// <summary>
/// Buttons: forms that do one thing and lead back to where they were pressed. Forms with fields belong to their page,
/// which keeps what was typed.
/// </summary>
static class FormDoor
{
    internal delegate Task Press<in TUseCases>(TUseCases useCases, Viewer viewer, Guid id, CancellationToken ct);

    /// <summary>POST <paramref name="pattern"/>, which has an <c>{id:guid}</c>: checks the antiforgery token, acts, and goes to the form's <c>returnUrl</c>.</summary>
    internal static void MapButton<TUseCases>(this IEndpointRouteBuilder routes, string pattern, Press<TUseCases> press) where TUseCases : class =>
        routes.MapPost(pattern, async (Guid id, HttpContext http, TUseCases useCases) =>
        {
            try
            {
                await press(useCases, http.User.Viewer(), id, http.RequestAborted);
            }
            catch (Refused refused)
            {
                return Results.StatusCode(StatusOf(refused.Kind));
            }
            return Results.LocalRedirect(LocalUrl.OrHome(http.Request.Form["returnUrl"]));
        }).AddEndpointFilter(CheckAntiforgery).RequireAuthorization().ExcludeFromDescription();

    internal static async ValueTask<object?> CheckAntiforgery(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var antiforgery = http.RequestServices.GetRequiredService<IAntiforgery>();
        return await antiforgery.IsRequestValidAsync(http) ? await next(context) : Results.StatusCode(StatusCodes.Status400BadRequest);
    }

    static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.RateLimited => StatusCodes.Status429TooManyRequests,
        RefusalKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
