using Microsoft.AspNetCore.Antiforgery;

namespace PhotoShare.Web;

/// <summary>
/// Buttons: forms that do one thing and lead back to where they were pressed. Forms with fields belong to their page,
/// which keeps what was typed.
/// </summary>
static class FormDoor
{
    internal delegate Task Press<in TUseCases>(TUseCases useCases, Viewer viewer, Guid id, CancellationToken ct);
    internal delegate Task PressTwo<in TUseCases>(TUseCases useCases, Viewer viewer, Guid id, Guid of, CancellationToken ct);

    /// <summary>POST <paramref name="pattern"/>, which has an <c>{id:guid}</c>: checks the antiforgery token, acts, and goes to the form's <c>returnUrl</c>.</summary>
    /// <param name="dangerous">Whether whoever presses it must have shown a short while ago that it is they.</param>
    internal static void MapButton<TUseCases>(this IEndpointRouteBuilder routes, string pattern, Press<TUseCases> press, bool dangerous = false) where TUseCases : class =>
        routes.MapButton<TUseCases>(pattern, (useCases, viewer, id, _, ct) => press(useCases, viewer, id, ct), dangerous);

    /// <summary>The same for a button about two things: <paramref name="pattern"/> also has an <c>{of:guid}</c>.</summary>
    internal static void MapButton<TUseCases>(this IEndpointRouteBuilder routes, string pattern, PressTwo<TUseCases> press, bool dangerous = false) where TUseCases : class =>
        routes.Map(pattern, (http, id, of) => press(http.RequestServices.GetRequiredService<TUseCases>(), http.User.Viewer(), id, of, http.RequestAborted), dangerous);

    /// <summary>Without the use cases' type, so that the compiler can write how it is called.</summary>
    static void Map(this IEndpointRouteBuilder routes, string pattern, Func<HttpContext, Guid, Guid, Task> press, bool dangerous) =>
        routes.MapPost(pattern, async (Guid id, Guid? of, HttpContext http) =>
        {
            if (dangerous && !await http.IsConfirmed()) return Results.LocalRedirect(Confirming.PathTo(http.Request.Form["returnUrl"]));
            try
            {
                await press(http, id, of ?? Guid.Empty);
            }
            catch (Refused refused) when (refused.Code == Suspension.Code)
            {
                return Results.LocalRedirect("/suspended");
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

    internal static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.RateLimited => StatusCodes.Status429TooManyRequests,
        RefusalKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
