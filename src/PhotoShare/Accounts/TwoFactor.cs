using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>Signing in by two steps: turned on with an authenticator app, and off. Doors ask for a confirmation before each, see <see cref="Confirmations"/>.</summary>
public sealed class TwoFactor(PhotoShareDb db, UserManager<User> users, IUserStore<User> store, SecondFactor factor, Audit audit)
{
    /// <summary>That many are made at once.</summary>
    public const int RecoveryCodes = 10;

    /// <summary>The secret to put into an app, in Base32; the same until two steps are turned on. Refuses once they are: nobody reads it again.</summary>
    public async Task<string> Secret(Viewer viewer, CancellationToken ct)
    {
        var user = await Self(viewer, ct);
        if (user.TwoFactorEnabled) throw AlreadyOn();
        if (await Keys.GetAuthenticatorKeyAsync(user, ct) is { } known) return known;
        var secret = users.GenerateNewAuthenticatorKey();
        await Keys.SetAuthenticatorKeyAsync(user, secret, ct);
        await db.SaveChangesAsync(ct);
        return secret;
    }

    /// <summary>Turns two steps on, once a code shows that the app has the secret.</summary>
    /// <returns>Recovery codes. They are told here and never again.</returns>
    public Task<IReadOnlyList<string>> TurnOn(Viewer viewer, string code, CancellationToken ct) => db.Atomically(async () =>
    {
        var user = await Self(viewer, ct);
        if (user.TwoFactorEnabled) throw AlreadyOn();
        if (!await factor.Take(user, code, ct)) throw Accounts.WrongCode();
        user.TwoFactorEnabled = true;
        await audit.Note(viewer, AuditKind.TwoFactorOn, ct);
        return await Renew(user);
    }, ct);

    /// <summary>Makes other recovery codes; those from before hold no longer.</summary>
    public Task<IReadOnlyList<string>> RenewRecoveryCodes(Viewer viewer, CancellationToken ct) => db.Atomically(async () =>
    {
        var user = await Self(viewer, ct);
        if (!user.TwoFactorEnabled) throw Refused.Conflict("TWO_FACTOR_OFF", "Signing in takes no code.");
        await audit.Note(viewer, AuditKind.RecoveryCodesMade, ct);
        return await Renew(user);
    }, ct);

    /// <summary>Turns two steps off. The secret and the recovery codes are forgotten.</summary>
    public Task TurnOff(Viewer viewer, CancellationToken ct) => db.Atomically(async () =>
    {
        var user = await Self(viewer, ct);
        if (!user.TwoFactorEnabled) return;
        user.TwoFactorEnabled = false;
        await audit.Note(viewer, AuditKind.TwoFactorOff, ct);
        await Codes.ReplaceCodesAsync(user, [], ct);
        await db.UserTokens.Where(t => t.UserId == user.Id && t.Name == SealedUserStore.AuthenticatorKey).ExecuteDeleteAsync(ct);
        await db.SaveChangesAsync(ct);
    }, ct);

    /// <summary>Whether signing in takes a code.</summary>
    public Task<bool> IsOn(Viewer viewer, CancellationToken ct) => db.Users.AnyAsync(u => u.Id == viewer.Id && u.TwoFactorEnabled, ct);

    /// <summary>How many recovery codes are left.</summary>
    public async Task<int> RecoveryCodesLeft(Viewer viewer, CancellationToken ct) => await Codes.CountCodesAsync(await Self(viewer, ct), ct);

    IUserAuthenticatorKeyStore<User> Keys => (IUserAuthenticatorKeyStore<User>)store;
    IUserTwoFactorRecoveryCodeStore<User> Codes => (IUserTwoFactorRecoveryCodeStore<User>)store;

    /// <summary>Saves the person too.</summary>
    async Task<IReadOnlyList<string>> Renew(User user) =>
        [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes) ?? throw Refused.Conflict("TWO_FACTOR", "It was changed elsewhere in this moment. Try again.")];

    async Task<User> Self(Viewer viewer, CancellationToken ct)
    {
        var me = viewer.Required;
        return await db.Users.SingleOrDefaultAsync(u => u.Id == me, ct) ?? throw Refused.Unauthenticated();
    }

    static Refused AlreadyOn() => Refused.Conflict("TWO_FACTOR_ON", "Signing in takes a code already.");
}
