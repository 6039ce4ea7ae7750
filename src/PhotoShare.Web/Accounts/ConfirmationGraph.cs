using GraphQL;

namespace PhotoShare.Web;

partial class Mutation
{
    /// <summary>
    /// Confirms that it is still you who sit at this browser. Dangerous mutations take a session that signed in or was confirmed within a quarter of
    /// an hour, and are refused with CONFIRMATION_NEEDED otherwise. An access token cannot be confirmed.
    /// </summary>
    [SignedIn, Unscoped]
    public static Task<ConfirmSessionPayload> ConfirmSession(IResolveFieldContext field, [FromServices] Confirmations confirmations, [Me] Viewer me, ConfirmSessionInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            var context = GraphContext.Of(field);
            await context.Http.RequestServices.GetRequiredService<SignInAttempts>().Count(context.Http.Connection.RemoteIpAddress, ct);
            return new ConfirmSessionPayload { ConfirmedUntil = await confirmations.Confirm(me, context.SessionId, input.Password, input.Code, ct) };
        });
}

/// <summary>What shows that it is you.</summary>
public sealed class ConfirmSessionInput : MutationInput
{
    /// <summary>Your password.</summary>
    public required string Password { get; init; }

    /// <summary>The code of your authenticator app, or a recovery code, where signing in takes one.</summary>
    public string? Code { get; init; }
}

/// <summary>What confirmSession answers.</summary>
[Refuses(typeof(ValidationError), typeof(ForbiddenError), typeof(RateLimitedError))]
public sealed class ConfirmSessionPayload : Payload
{
    /// <summary>Until when this session may do what is dangerous.</summary>
    public DateTime? ConfirmedUntil { get; init; }
}
