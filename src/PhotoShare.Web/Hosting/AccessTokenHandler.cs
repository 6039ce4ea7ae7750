using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace PhotoShare.Web;

/// <summary>Signs in by <c>Authorization: Bearer &lt;personal access token&gt;</c> (RFC 6750).</summary>
sealed class AccessTokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, AccessTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public new const string Scheme = "AccessToken";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        var text = header[(header.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim();
        return await tokens.Find(text, Context.RequestAborted) is { } token
            ? AuthenticateResult.Success(new AuthenticationTicket(PrincipalOf(token), Scheme))
            : AuthenticateResult.Fail("The access token is not valid.");
    }

    /// <summary>Whose the token is, and which it is.</summary>
    public static ClaimsPrincipal PrincipalOf(AccessToken token) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, token.UserId.ToString()), new Claim(SignIn.TokenClaim, token.Id.ToString()), .. SignIn.ClaimsOf(token.User!.Role)], Scheme));

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        return Problems.Of(StatusCodes.Status401Unauthorized, "The access token is not valid. Make a new one and send it as Authorization: Bearer <token>.").ExecuteAsync(Context);
    }
}
