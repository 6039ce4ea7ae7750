namespace PhotoShare.Web;

/// <summary>Where a browser says that it may be told, and that it may not any more: for the module of the settings.</summary>
static class PushDoor
{
    internal static void MapPush(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/push/subscriptions", (HttpContext http, PushSubscriptions pushes, Texts L) => Answer(http, L, form => http.User.SessionId() is { } session
            ? pushes.Subscribe(http.Viewer(), session, $"{form["endpoint"]}", $"{form["p256dh"]}", $"{form["auth"]}", Languages.Current.TwoLetterISOLanguageName, http.RequestAborted)
            : throw Refused.Unauthenticated())).AddEndpointFilter(FormDoor.CheckAntiforgery).RequireAuthorization().ExcludeFromDescription();
        routes.MapPost("/push/subscriptions/delete", (HttpContext http, PushSubscriptions pushes, Texts L) => Answer(http, L, form =>
            pushes.Unsubscribe(http.Viewer(), $"{form["endpoint"]}", http.RequestAborted))).AddEndpointFilter(FormDoor.CheckAntiforgery).RequireAuthorization().ExcludeFromDescription();
    }

    static async Task<IResult> Answer(HttpContext http, Texts L, Func<IFormCollection, Task> useCase)
    {
        try
        {
            await useCase(http.Request.Form);
            return Results.NoContent();
        }
        catch (Refused refused)
        {
            return TypedResults.Problem(L.Of(refused), statusCode: FormDoor.StatusOf(refused.Kind), extensions: new Dictionary<string, object?> { ["code"] = refused.Code });
        }
    }
}
