using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PhotoShare.Web;

/// <summary>GET /oauth/userinfo: who a person is, for the app that they let know it.</summary>
sealed class UserInfo(AppClaims claims) : IOpenIddictServerHandler<HandleUserInfoRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Handler { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<HandleUserInfoRequestContext>().UseScopedHandler<UserInfo>().SetOrder(int.MaxValue - 1_000).Build();

    public async ValueTask HandleAsync(HandleUserInfoRequestContext context)
    {
        var token = context.AccessTokenPrincipal;
        if (token is null || await claims.PersonOf(token.GetClaim(Claims.Subject), context.CancellationToken) is not { } user)
        {
            context.Reject(Errors.InvalidToken, "There is nobody behind this token.");
            return;
        }
        context.Subject = user.Id.ToString();
        foreach (var (name, value) in await claims.Of(user, token.GetScopes(), context.CancellationToken))
            context.Claims[name] = value is bool flag ? flag : (string)value;
    }
}

/// <summary>POST /oauth/revoke of a refresh token ends the access tokens of the same grant too, as RFC 7009 §2.1 asks.</summary>
sealed class ChainRevocation(AppGrants grants) : IOpenIddictServerHandler<HandleRevocationRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Handler { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<HandleRevocationRequestContext>().UseScopedHandler<ChainRevocation>().SetOrder(int.MaxValue - 1_000).Build();

    public async ValueTask HandleAsync(HandleRevocationRequestContext context)
    {
        if (context.GenericTokenPrincipal is { } token && token.HasTokenType(TokenTypeIdentifiers.RefreshToken) && Guid.TryParse(token.GetAuthorizationId(), out var grant))
            await grants.End(grant, context.CancellationToken);
    }
}
