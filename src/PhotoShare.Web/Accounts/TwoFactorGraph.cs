using GraphQL;

namespace PhotoShare.Web;

partial class Mutation
{
    /// <summary>
    /// Begins to have signing in take a code: gives the secret for an authenticator app. Nothing changes until turnOnTwoFactor. Takes a session that was
    /// confirmed within a quarter of an hour (confirmSession).
    /// </summary>
    [SignedIn, Unscoped]
    public static Task<SetUpTwoFactorPayload> SetUpTwoFactor(IResolveFieldContext field, [FromServices] TwoFactor twoFactor, [Me] Viewer me, SetUpTwoFactorInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            await field.RequireConfirmed(ct);
            return new SetUpTwoFactorPayload { Secret = await twoFactor.Secret(me, ct) };
        });

    /// <summary>Has signing in take a code, once one shows that the app has the secret. Takes a confirmed session (confirmSession).</summary>
    [SignedIn, Unscoped]
    public static Task<TurnOnTwoFactorPayload> TurnOnTwoFactor(IResolveFieldContext field, [FromServices] TwoFactor twoFactor, [Me] Viewer me, TurnOnTwoFactorInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            await field.RequireConfirmed(ct);
            return new TurnOnTwoFactorPayload { RecoveryCodes = await twoFactor.TurnOn(me, input.Code, ct) };
        });

    /// <summary>Makes other recovery codes; those from before hold no longer. Takes a confirmed session (confirmSession).</summary>
    [SignedIn, Unscoped]
    public static Task<RenewRecoveryCodesPayload> RenewRecoveryCodes(IResolveFieldContext field, [FromServices] TwoFactor twoFactor, [Me] Viewer me, RenewRecoveryCodesInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            await field.RequireConfirmed(ct);
            return new RenewRecoveryCodesPayload { RecoveryCodes = await twoFactor.RenewRecoveryCodes(me, ct) };
        });

    /// <summary>Has signing in take the password alone again. Takes a confirmed session (confirmSession).</summary>
    [SignedIn, Unscoped]
    public static Task<TurnOffTwoFactorPayload> TurnOffTwoFactor(IResolveFieldContext field, [FromServices] TwoFactor twoFactor, [Me] Viewer me, TurnOffTwoFactorInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            await field.RequireConfirmed(ct);
            await twoFactor.TurnOff(me, ct);
            return new TurnOffTwoFactorPayload();
        });
}

/// <summary>Nothing but the caller's own text.</summary>
public sealed class SetUpTwoFactorInput : MutationInput;

/// <summary>What setUpTwoFactor answers.</summary>
[Refuses(typeof(ForbiddenError), typeof(ConflictError))]
public sealed class SetUpTwoFactorPayload : Payload
{
    /// <summary>The secret, in Base32, for a TOTP app with the usual settings (SHA-1, six digits, 30 seconds).</summary>
    public string? Secret { get; init; }
}

/// <summary>What shows that the app has the secret.</summary>
public sealed class TurnOnTwoFactorInput : MutationInput
{
    /// <summary>The code that the app shows now.</summary>
    public required string Code { get; init; }
}

/// <summary>What turnOnTwoFactor answers.</summary>
[Refuses(typeof(ValidationError), typeof(ForbiddenError), typeof(ConflictError))]
public sealed class TurnOnTwoFactorPayload : Payload
{
    /// <summary>Codes that sign you in once each in place of the app. They are not shown again.</summary>
    public IEnumerable<string>? RecoveryCodes { get; init; }
}

/// <summary>Nothing but the caller's own text.</summary>
public sealed class RenewRecoveryCodesInput : MutationInput;

/// <summary>What renewRecoveryCodes answers.</summary>
[Refuses(typeof(ForbiddenError), typeof(ConflictError))]
public sealed class RenewRecoveryCodesPayload : Payload
{
    /// <summary>Codes that sign you in once each in place of the app. They are not shown again.</summary>
    public IEnumerable<string>? RecoveryCodes { get; init; }
}

/// <summary>Nothing but the caller's own text.</summary>
public sealed class TurnOffTwoFactorInput : MutationInput;

/// <summary>What turnOffTwoFactor answers.</summary>
[Refuses(typeof(ForbiddenError))]
public sealed class TurnOffTwoFactorPayload : Payload;
