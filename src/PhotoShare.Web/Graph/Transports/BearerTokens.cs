using System.Security.Claims;
using System.Text.Json;
using OpenIddict.Abstractions;
using OpenIddict.Validation;

namespace PhotoShare.Web;

/// <summary>The tokens that programs bring: in a header, or in a WebSocket's <c>connection_init</c>, since a browser's WebSocket has no headers.</summary>
sealed class BearerTokens(AccessTokens own, AppGrants apps, AppKeyRing keys, OpenIddictValidationService validation)
{
    const string Scheme = "Bearer ";

    /// <summary>Longer ones are nobody's.</summary>
    const int MaxLength = 200;

    /// <summary>The token of <c>{"Authorization": "Bearer …"}</c>, the name in any case.</summary>
    public static string? InPayload(ReadOnlyMemory<byte> json)
    {
        using var payload = JsonDocument.Parse(json);
        if (payload.RootElement.ValueKind != JsonValueKind.Object) return null;
        var header = payload.RootElement.EnumerateObject().FirstOrDefault(property => property.Name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)).Value;
        if (header.ValueKind != JsonValueKind.String || header.GetString() is not { } value) return null;
        return value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? value[Scheme.Length..].Trim() : value;
    }

    /// <summary>Whose token it is, in a scope of its own; <c>null</c> when nobody's.</summary>
    public static async Task<ClaimsPrincipal?> Authenticate(string token, HttpContext http)
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BearerTokens>().Find(token, http.RequestAborted);
    }

    /// <summary>Whose token it is, a personal one or an app's; <c>null</c> when nobody's.</summary>
    public Task<ClaimsPrincipal?> Find(string token, CancellationToken ct) =>
        token.Length is 0 or > MaxLength ? Task.FromResult<ClaimsPrincipal?>(null) : token.StartsWith(AccessTokens.Prefix, StringComparison.Ordinal) ? Personal(token, ct) : OfApp(token, ct);

    async Task<ClaimsPrincipal?> Personal(string text, CancellationToken ct) =>
        await own.Find(text, ct) is { } token ? Principal(SignIn.TokenClaim, token.Id, token.UserId, token.Role, token.Scopes) : null;

    async Task<ClaimsPrincipal?> OfApp(string text, CancellationToken ct)
    {
        await keys.Ready(ct);
        try
        {
            var token = await validation.ValidateAccessTokenAsync(text, ct);
            return Guid.TryParse(token.GetTokenId(), out var id) && await apps.Use(id, ct) is { } holder
                ? Principal(SignIn.AppTokenClaim, id, holder.UserId, holder.Role, Scopes.Named(token.GetScopes()))
                : null;
        }
        catch (OpenIddictExceptions.ProtocolException)
        {
            return null;
        }
    }

    /// <summary>Whose the token is, which it is, and what it may do.</summary>
    static ClaimsPrincipal Principal(string kind, Guid tokenId, Guid? userId, UserRole role, Scopes? scopes) => new(new ClaimsIdentity(
        [.. userId is { } id ? [new Claim(ClaimTypes.NameIdentifier, id.ToString())] : Array.Empty<Claim>(), new Claim(kind, tokenId.ToString()), .. SignIn.ClaimsOf(role, scopes)], AccessTokenHandler.Scheme));
}
