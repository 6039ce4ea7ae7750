using System.Security.Claims;
using System.Text.Json;

namespace PhotoShare.Web;

/// <summary>The access token that a WebSocket client brings with <c>connection_init</c>, since a browser's WebSocket has no headers.</summary>
static class BearerTokens
{
    const string Scheme = "Bearer ";

    /// <summary>The token of <c>{"Authorization": "Bearer …"}</c>, the name in any case.</summary>
    public static string? InPayload(ReadOnlyMemory<byte> json)
    {
        using var payload = JsonDocument.Parse(json);
        if (payload.RootElement.ValueKind != JsonValueKind.Object) return null;
        var header = payload.RootElement.EnumerateObject().FirstOrDefault(property => property.Name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)).Value;
        if (header.ValueKind != JsonValueKind.String || header.GetString() is not { } value) return null;
        return value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? value[Scheme.Length..].Trim() : value;
    }

    /// <summary>Whose token it is; <c>null</c> when nobody's.</summary>
    public static async Task<ClaimsPrincipal?> Authenticate(string token, HttpContext http)
    {
        await using var scope = http.RequestServices.CreateAsyncScope();
        var known = await scope.ServiceProvider.GetRequiredService<AccessTokens>().Find(token, http.RequestAborted);
        return known is null ? null : AccessTokenHandler.PrincipalOf(known);
    }
}
