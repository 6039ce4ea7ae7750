using GraphQL;

namespace PhotoShare.Web;

partial class Mutation
{
    /// <summary>
    /// Makes a personal access token. Its text is in the answer and never shown again. Takes a session that was confirmed within a quarter of an
    /// hour (confirmSession); by a token no other is made, see signIn.
    /// </summary>
    [SignedIn, Unscoped]
    public static Task<CreateAccessTokenPayload> CreateAccessToken(IResolveFieldContext field, [FromServices] AccessTokens tokens, [Me] Viewer me, CreateAccessTokenInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            await field.RequireConfirmed(ct);
            var (token, text) = await tokens.Create(me, input.Name, input.Scopes is { } scopes ? PhotoShare.Scopes.Of(scopes) : null, ct);
            return new CreateAccessTokenPayload { AccessToken = new AccessTokenNode(token), Token = text };
        });

    /// <summary>Ends a personal access token at once.</summary>
    [SignedIn, Unscoped]
    public static Task<RevokeAccessTokenPayload> RevokeAccessToken([FromServices] AccessTokens tokens, [Me] Viewer me, RevokeAccessTokenInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            await tokens.Revoke(me, input.AccessTokenId.KeyOf(AccessTokenNode.Type, "accessTokenId"), ct);
            return new RevokeAccessTokenPayload { RevokedAccessTokenId = input.AccessTokenId };
        });
}

/// <summary>Which token to make.</summary>
public sealed class CreateAccessTokenInput : MutationInput
{
    /// <summary>What to call it, 1 to 60 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do; all that you may if left out.</summary>
    public IReadOnlyList<Scope>? Scopes { get; init; }
}

/// <summary>What createAccessToken answers.</summary>
[Refuses(typeof(ValidationError), typeof(ForbiddenError))]
public sealed class CreateAccessTokenPayload : Payload
{
    /// <summary>The token, without its text.</summary>
    public AccessTokenNode? AccessToken { get; init; }

    /// <summary>The token's text, to send as Authorization: Bearer. It is not shown again.</summary>
    public string? Token { get; init; }
}

/// <summary>Which token to end.</summary>
public sealed class RevokeAccessTokenInput : MutationInput
{
    /// <summary>The token's id.</summary>
    public required GlobalId AccessTokenId { get; init; }
}

/// <summary>What revokeAccessToken answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError))]
public sealed class RevokeAccessTokenPayload : Payload
{
    /// <summary>The id that names a token no longer.</summary>
    public GlobalId? RevokedAccessTokenId { get; init; }
}
