using GraphQL;

namespace PhotoShare.Web;

partial class Mutation
{
    /// <summary>Makes an account and signs in.</summary>
    [Unscoped]
    public static Task<SignUpPayload> SignUp(IResolveFieldContext field, [FromServices] EmailAddresses addresses, [FromServices] AccessTokens tokens, SignUpInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            var door = SignInDoor.Of(field, input.AccessTokenName);
            await door.Attempt(ct);
            var user = await addresses.SignUp(input.Username, input.Email, input.Password, input.DisplayName, ct);
            return new SignUpPayload { Viewer = new ViewerNode(user), Token = await door.Enter(user, tokens, ct) };
        });

    /// <summary>Signs in, in a cookie; or, with accessTokenName, by a personal access token for a program that keeps no cookies.</summary>
    [Unscoped]
    public static Task<SignInPayload> SignIn(IResolveFieldContext field, [FromServices] Accounts accounts, [FromServices] AccessTokens tokens, SignInInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            var door = SignInDoor.Of(field, input.AccessTokenName);
            await door.Attempt(ct);
            var user = await accounts.SignIn(input.Login, input.Password, input.Code, ct);
            return new SignInPayload { Viewer = new ViewerNode(user), Token = await door.Enter(user, tokens, ct) };
        });

    /// <summary>Ends the session of the cookie that the request carries. An access token is ended by revokeAccessToken.</summary>
    [Unscoped]
    public static Task<SignOutPayload> SignOut(IResolveFieldContext field, SignOutInput input) =>
        Payload.Of(input, async () =>
        {
            await SignInDoor.Of(field, null).Leave();
            return new SignOutPayload();
        });
}

/// <summary>Who signs up.</summary>
public sealed class SignUpInput : MutationInput
{
    /// <summary>3 to 30 of a–z, digits, dots and underscores, beginning with a letter.</summary>
    public required string Username { get; init; }

    /// <summary>Where to reach them; nobody else sees it.</summary>
    public required string Email { get; init; }

    /// <summary>At least 10 characters.</summary>
    public required string Password { get; init; }

    /// <summary>The name they go by, up to 60 characters.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Asks for a personal access token of this name instead of a cookie.</summary>
    public string? AccessTokenName { get; init; }
}

/// <summary>What signUp answers.</summary>
[Refuses(typeof(ValidationError), typeof(ConflictError), typeof(ForbiddenError), typeof(RateLimitedError))]
public sealed class SignUpPayload : Payload
{
    /// <summary>The new person, signed in.</summary>
    public ViewerNode? Viewer { get; init; }

    /// <summary>The personal access token that was asked for. It is not shown again.</summary>
    public string? Token { get; init; }
}

/// <summary>Who signs in.</summary>
public sealed class SignInInput : MutationInput
{
    /// <summary>A username or an e-mail address.</summary>
    public required string Login { get; init; }

    /// <summary>The password.</summary>
    public required string Password { get; init; }

    /// <summary>The code of an authenticator app, or a recovery code; where signing in takes one, it is refused with TWO_FACTOR_REQUIRED without it.</summary>
    public string? Code { get; init; }

    /// <summary>Asks for a personal access token of this name instead of a cookie.</summary>
    public string? AccessTokenName { get; init; }
}

/// <summary>What signIn answers.</summary>
[Refuses(typeof(ValidationError), typeof(ForbiddenError), typeof(RateLimitedError))]
public sealed class SignInPayload : Payload
{
    /// <summary>Who is signed in now.</summary>
    public ViewerNode? Viewer { get; init; }

    /// <summary>The personal access token that was asked for. It is not shown again.</summary>
    public string? Token { get; init; }
}

/// <summary>Nothing but the caller's own text.</summary>
public sealed class SignOutInput : MutationInput;

/// <summary>What signOut answers.</summary>
[Refuses(typeof(ForbiddenError))]
public sealed class SignOutPayload : Payload;
