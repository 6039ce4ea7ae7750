using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OtpNet;

namespace PhotoShare;

/// <summary>
/// The codes that a sign-in takes beside the password: of an authenticator app (TOTP, RFC 6238, with its defaults of SHA-1, 6 digits and 30 s),
/// or one of the recovery codes. Each holds once.
/// </summary>
public sealed class SecondFactor(PhotoShareDb db, IUserStore<User> store, Audit audit)
{
    const int Digits = 6;

    /// <summary>A step early or late, for a clock that is wrong or a person who is slow: section 5.2 of the RFC.</summary>
    static readonly VerificationWindow Window = new(previous: 1, future: 1);

    /// <summary>Takes a code, which then holds no longer. Spaces and dashes do not count.</summary>
    internal Task<bool> Take(User user, string code, CancellationToken ct)
    {
        var plain = new string([.. code.Where(char.IsAsciiLetterOrDigit)]);
        return plain.Length == Digits && plain.All(char.IsAsciiDigit)
            ? TakeFromApp(user, plain, ct)
            : Redeem(user, plain, ct);
    }

    async Task<bool> Redeem(User user, string code, CancellationToken ct)
    {
        if (!await ((IUserTwoFactorRecoveryCodeStore<User>)store).RedeemCodeAsync(user, code, ct)) return false;
        await audit.Note(Viewer.Of(user), AuditKind.RecoveryCodeUsed, ct);
        await db.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>Which step a code is of is what Identity's own provider does not tell; without it the same code would hold for minutes.</summary>
    async Task<bool> TakeFromApp(User user, string code, CancellationToken ct)
    {
        if (await ((IUserAuthenticatorKeyStore<User>)store).GetAuthenticatorKeyAsync(user, ct) is not { } secret) return false;
        if (!new Totp(Base32Encoding.ToBytes(secret)).VerifyTotp(code, out var step, Window)) return false;
        // Of two at once, on any servers, one finds the row as it was.
        if (await db.Users.Where(u => u.Id == user.Id && u.LastCodeStep < step).ExecuteUpdateAsync(set => set.SetProperty(u => u.LastCodeStep, step), ct) == 0) return false;
        user.LastCodeStep = step;
        return true;
    }
}
