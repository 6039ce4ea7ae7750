using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace PhotoShare.Web;

/// <summary>Signs in by <c>Authorization: Bearer &lt;token&gt;</c>, a personal one or an app's (RFC 6750).</summary>
sealed class AccessTokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public new const string Scheme = "AccessToken";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        var text = header[(header.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim();
        // Not a field: a stream keeps its handlers for as long as it is open, and these keep the whole scope.
        return await Context.RequestServices.GetRequiredService<BearerTokens>().Find(text, Context.RequestAborted) is { } principal
            ? AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme))
            : AuthenticateResult.Fail("The access token is not valid.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = BearerChallenge.InvalidToken;
        return Problems.Of(StatusCodes.Status401Unauthorized, "The access token is not valid. Make a new one and send it as Authorization: Bearer <token>.").ExecuteAsync(Context);
    }
}
