using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>Who somebody is, by what they know and have.</summary>
partial class Accounts
{
    /// <summary>
    /// Checks a password, and the code where signing in takes two steps. <paramref name="login"/> is a username or an e-mail address. What is
    /// wrong is never told apart, in words or in time, so that nobody learns who has an account. Somebody banned is told so, once the password
    /// is right, and so is who has to give a code (<see cref="TwoFactorRequiredCode"/>).
    /// </summary>
    public async Task<User> SignIn(string login, string password, string? code, CancellationToken ct)
    {
        var user = await Find(login);
        if (user is null)
        {
            // What a wrong password of somebody costs.
            users.PasswordHasher.HashPassword(Nobody, password);
            await CountWrongPassword(null, ct);
            throw WrongPassword();
        }
        if (!await Check(user, password, ct)) throw WrongPassword();
        ThrowIfBanned(user);
        if (user.TwoFactorEnabled) await CheckCode(user, code, ct);
        return user;
    }

    /// <summary>The second step of somebody whose password a door has checked before by <see cref="SignIn"/>.</summary>
    /// <param name="securityStamp">As it was then: a password that was changed meanwhile is to be given anew.</param>
    public async Task<User> SignInSecond(Guid userId, string? securityStamp, string? code, CancellationToken ct)
    {
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == userId && u.SecurityStamp == securityStamp, ct) ?? throw new Refused("SIGN_IN", "That took too long. Sign in anew.");
        ThrowIfBanned(user);
        if (user.TwoFactorEnabled) await CheckCode(user, code, ct);
        return user;
    }

    /// <summary>Somebody whom a passkey showed to be who they are: it is both steps, and a lock-out, which anybody can bring about, is none for it.</summary>
    public static User SignInByPasskey(User user)
    {
        ThrowIfBanned(user);
        return user;
    }

    static void ThrowIfBanned(User user)
    {
        if (user.BannedAt is not null) throw new Refused(BannedCode, "The moderators have closed this account.", kind: RefusalKind.Forbidden) { About = user.Id };
    }

    /// <summary>Checks the code of somebody whose password was right. A try is counted before it is looked at: of many at once no more are looked at than may be wrong.</summary>
    internal async Task CheckCode(User user, string? code, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(code)) throw new Refused(TwoFactorRequiredCode, "Give the code that your app shows now.", "code") { About = user.Id };
        await CountTry(user.Id, ct);
        var locked = await db.Users.Where(u => u.Id == user.Id).Select(u => u.LockoutEnd).SingleOrDefaultAsync(ct) > DateTimeOffset.UtcNow;
        if (locked || !await factor.Take(user, code, ct))
        {
            await NoteFailure(user, ct);
            throw WrongCode();
        }
        await ForgetWrong(user.Id, ct);
    }

    /// <summary>Checks the password of somebody who is signed in, before what cannot be undone. Wrong ones count like those of a sign-in.</summary>
    /// <param name="path">The field that it was given in.</param>
    public async Task CheckPassword(Viewer viewer, string password, CancellationToken ct, string path = "password")
    {
        if (!await Check(await Self(viewer, ct), password, ct)) throw new Refused("PASSWORD", "That is not your password.", path);
    }

    async Task<bool> Check(User user, string password, CancellationToken ct)
    {
        // The hash is computed for a locked account too: the answer takes as long as any other.
        var verdict = users.PasswordHasher.VerifyHashedPassword(user, user.PasswordHash!, password);
        if (await users.IsLockedOutAsync(user)) return false;
        if (verdict == PasswordVerificationResult.Failed) await CountWrongPassword(user, ct);
        // Where a code follows, wrong ones are forgotten after it: who knows the password must not guess codes for ever.
        else if (user is { AccessFailedCount: > 0, TwoFactorEnabled: false }) await ForgetWrong(user.Id, ct);
        if (verdict == PasswordVerificationResult.SuccessRehashNeeded) await Rehash(user, password, ct);
        return verdict != PasswordVerificationResult.Failed;
    }

    /// <summary>One that was hashed with fewer rounds than today's. Not as Identity does it, whose new security stamp would end every session.</summary>
    Task<int> Rehash(User user, string password, CancellationToken ct)
    {
        var (old, hash) = (user.PasswordHash, users.PasswordHasher.HashPassword(user, password));
        return db.Users.Where(u => u.Id == user.Id && u.PasswordHash == old).ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, hash), ct);
    }

    Task<int> ForgetWrong(Guid userId, CancellationToken ct) => db.Users.Where(u => u.Id == userId)
        .ExecuteUpdateAsync(set => set.SetProperty(u => u.AccessFailedCount, 0).SetProperty(u => u.LockoutEnd, (DateTimeOffset?)null), ct);

    /// <summary>The same statements for nobody as for somebody: no difference in time.</summary>
    async Task CountWrongPassword(User? user, CancellationToken ct)
    {
        await CountTry(user?.Id ?? Guid.Empty, ct);
        await NoteFailure(user, ct);
    }

    /// <summary>No wrong one is uncounted when many come at once, and no key is asked for, as Identity's own update of a person would do.</summary>
    Task<int> CountTry(Guid userId, CancellationToken ct)
    {
        var (most, until) = (users.Options.Lockout.MaxFailedAccessAttempts, DateTimeOffset.UtcNow + users.Options.Lockout.DefaultLockoutTimeSpan);
        return db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(set => set
            .SetProperty(u => u.LockoutEnd, u => u.AccessFailedCount + 1 < most ? u.LockoutEnd : until)
            .SetProperty(u => u.AccessFailedCount, u => u.AccessFailedCount + 1 < most ? u.AccessFailedCount + 1 : 0), ct);
    }

    async Task NoteFailure(User? user, CancellationToken ct)
    {
        var isLast = user?.AccessFailedCount + 1 >= users.Options.Lockout.MaxFailedAccessAttempts;
        await audit.Note(Viewer.Anonymous, isLast ? AuditKind.SignInLocked : AuditKind.SignInFailed, ct, user?.Id);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Refuses to sign in somebody whom moderators keep out.</summary>
    public const string BannedCode = "BANNED";

    /// <summary>Refuses to sign in somebody who has to give a code as well, and did not.</summary>
    public const string TwoFactorRequiredCode = "TWO_FACTOR_REQUIRED";

    internal static Refused WrongCode() => new("TWO_FACTOR_CODE", "That code is wrong or was used before. Wait for the next one that your app shows.", "code");

    static Refused WrongPassword() => new("SIGN_IN", "The name or the password is wrong.", "password");

    static readonly User Nobody = new() { UserName = "nobody" };
}
