using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PhotoShare.Web;

/// <summary>POST /oauth/token. OpenIddict has checked the client, the code or token, and PKCE; what is left is whether its person may still come in, and as whom. No password is taken here.</summary>
static class TokenDoor
{
    public static async Task<IResult> Exchange(HttpContext http, AppClaims claims)
    {
        if (http.GetOpenIddictServerRequest() is not { } request) return Refusal(http);
        if (request.IsClientCredentialsGrantType())
            return request.GetScopes().Any(scope => scope != Scope.Read.Name())
                ? Refused(Errors.InvalidScope, "An app that comes by itself sees what a visitor sees: ask for the scope 'read' alone.")
                : Results.SignIn(AppClaims.Principal(request.ClientId!), authenticationScheme: AppServer.Scheme);

        var given = (await http.AuthenticateAsync(AppServer.Scheme)).Principal;
        if (given is null || await claims.PersonOf(given.GetClaim(Claims.Subject), http.RequestAborted) is not { } user)
            return Refused(Errors.InvalidGrant, "Whoever it was given for may not come in any more.");

        var principal = await claims.Principal(user, Narrowed(given, request), AuthenticatedAt(given), http.RequestAborted);
        principal.SetAuthorizationId(given.GetAuthorizationId());
        return Results.SignIn(principal, authenticationScheme: AppServer.Scheme);
    }

    /// <summary>A refresh may ask for less than was agreed to; OpenIddict has refused one that asks for more.</summary>
    static ImmutableArray<string> Narrowed(ClaimsPrincipal given, OpenIddictRequest request) =>
        request.GetScopes() is { Length: > 0 } asked ? [.. given.GetScopes().Intersect(asked)] : given.GetScopes();

    static DateTime? AuthenticatedAt(ClaimsPrincipal given) =>
        long.TryParse(given.GetClaim(Claims.AuthenticationTime), out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime : null;

    internal static IResult Refused(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?> { [OpenIddictServerAspNetCoreConstants.Properties.Error] = error, [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description }), [AppServer.Scheme]);

    /// <summary>What OpenIddict refused itself, for a program.</summary>
    static IResult Refusal(HttpContext http) => http.GetOpenIddictServerResponse() is { } response
        ? Results.Json(response.GetParameters().ToDictionary(p => p.Key, p => (string?)p.Value), statusCode: StatusCodes.Status400BadRequest)
        : Results.StatusCode(StatusCodes.Status400BadRequest);
}
