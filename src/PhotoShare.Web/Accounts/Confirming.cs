using GraphQL;

namespace PhotoShare.Web;

/// <summary>What doors ask before something dangerous: whether somebody showed a short while ago that it is they.</summary>
static class Confirming
{
    const string Path = "/confirm";

    /// <summary>Whether the session of this request was confirmed within <see cref="Confirmations.Lifetime"/>.</summary>
    internal static Task<bool> IsConfirmed(this HttpContext http) =>
        http.RequestServices.GetRequiredService<Confirmations>().Holds(http.Viewer(), http.User.SessionId(), http.RequestAborted);

    /// <summary>The page that asks, and leads to <paramref name="back"/> then.</summary>
    internal static string PathTo(string? back) => $"{Path}{QueryString.Create("returnUrl", LocalUrl.OrHome(back))}";

    /// <summary>Refuses a mutation with <see cref="Confirmations.NeededCode"/>, unless its session was confirmed.</summary>
    /// <param name="orToken">Whether an access token does as well.</param>
    internal static Task RequireConfirmed(this IResolveFieldContext field, CancellationToken ct, bool orToken = false)
    {
        var context = GraphContext.Of(field);
        return orToken && context.SessionId is null ? Task.CompletedTask : field.RequestServices!.GetRequiredService<Confirmations>().Require(context.SignedInAs ?? context.Http.Viewer(), context.SessionId, ct);
    }
}
