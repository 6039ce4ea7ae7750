using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PhotoShare.Web;

/// <summary>What an app is told of a person, as far as they agreed to it (OpenID Connect Core §5.1).</summary>
sealed class AppClaims(PhotoShareDb db, Accounts accounts, SiteAddress site)
{
    /// <summary>The person of a subject; <c>null</c> for one who is gone or banned.</summary>
    public Task<User?> PersonOf(string? subject, CancellationToken ct) =>
        Guid.TryParse(subject, out var id) ? db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id && u.BannedAt == null && u.LeavesAt == null, ct) : Task.FromResult<User?>(null);

    public async Task<Dictionary<string, object>> Of(User user, ImmutableArray<string> scopes, CancellationToken ct)
    {
        var claims = new Dictionary<string, object>();
        if (scopes.Contains(OpenIddictConstants.Scopes.Profile))
        {
            claims[Claims.Name] = user.DisplayName ?? user.Username;
            claims[Claims.PreferredUsername] = user.Username;
            claims[Claims.Profile] = new Uri(site.Url, $"/@{user.Username}").AbsoluteUri;
        }
        if (scopes.Contains(OpenIddictConstants.Scopes.Email))
        {
            claims[Claims.Email] = await accounts.EmailOf(Viewer.Of(user), user, ct);
            claims[Claims.EmailVerified] = user.EmailConfirmed;
        }
        return claims;
    }

    /// <summary>Who a token is of. The claims go into the id token; an access token is a number that stands for a row.</summary>
    public async Task<ClaimsPrincipal> Principal(User user, ImmutableArray<string> scopes, DateTime? confirmedAt, CancellationToken ct)
    {
        var identity = NewIdentity(user.Id.ToString());
        foreach (var (name, value) in await Of(user, scopes, ct))
            if (value is bool flag) identity.SetClaim(name, flag);
            else identity.SetClaim(name, (string)value);
        if (confirmedAt is { } at) identity.SetClaim(Claims.AuthenticationTime, new DateTimeOffset(at).ToUnixTimeSeconds());
        identity.SetScopes(scopes);
        identity.SetDestinations(claim => claim.Type == Claims.Subject ? [Destinations.AccessToken, Destinations.IdentityToken] : [Destinations.IdentityToken]);
        return new ClaimsPrincipal(identity);
    }

    /// <summary>An app that comes by itself sees what a visitor sees.</summary>
    public static ClaimsPrincipal Principal(string clientId)
    {
        var identity = NewIdentity(clientId);
        identity.SetScopes(Scope.Read.Name());
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        return new ClaimsPrincipal(identity);
    }

    static ClaimsIdentity NewIdentity(string subject) => new ClaimsIdentity("OpenIddict", Claims.Name, Claims.Role).SetClaim(Claims.Subject, subject);
}
