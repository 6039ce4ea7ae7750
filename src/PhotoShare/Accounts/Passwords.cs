using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>Passwords that are changed, by who knows the old one or by who reads the account's mail.</summary>
public sealed class Passwords(PhotoShareDb db, UserManager<User> users, Accounts accounts, Audit audit, IEventBus events)
{
    /// <summary>Between two mails to one person, so that nobody's post is flooded by another.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMinutes(2);

    /// <summary>In a day, to one person.</summary>
    const int MostMails = 5;

    /// <summary>An answer never comes sooner: how long it took would tell who has an account.</summary>
    static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(400);

    /// <summary>Has a link for a new password mailed to whoever has an account by that name or address. Says nothing of whether there is one.</summary>
    public Task Forget(string login, string language, CancellationToken ct) => Task.WhenAll(Queue(login, language, ct), Task.Delay(Shortest, ct));

    /// <summary>The secret of a link: it holds an hour, once, and until the password is changed in another way.</summary>
    public Task<string> LinkSecret(User user) => users.GeneratePasswordResetTokenAsync(user);

    /// <summary>Sets a new password for who came by a link of a mail. Ends every session, and a lock-out.</summary>
    public async Task Reset(Guid userId, string secret, string password, string language, CancellationToken ct)
    {
        await db.Atomically(async () =>
        {
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == userId, ct) ?? throw DeadLink();
            var result = await users.ResetPasswordAsync(user, secret, password);
            if (result.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.InvalidToken))) throw DeadLink();
            if (!result.Succeeded) throw Accounts.RefusalOf(result, user.Username);
            // Whoever opened the link reads that mail.
            user.EmailConfirmed = true;
            await Changed(user, AuditKind.PasswordReset, language, ct);
            await db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(set => set.SetProperty(u => u.LockoutEnd, (DateTimeOffset?)null).SetProperty(u => u.AccessFailedCount, 0), ct);
        }, ct);
        await events.Publish(new MailQueued(), ct);
    }

    /// <summary>Changes the password of somebody who is signed in. Ends every session; the door begins a new one for the browser that asked.</summary>
    /// <returns>The person with their new security stamp.</returns>
    public async Task<User> Change(Viewer viewer, string current, string password, string language, CancellationToken ct)
    {
        var me = viewer.Required;
        await accounts.CheckPassword(viewer, current, ct, "currentPassword");
        var user = await db.Atomically(async () =>
        {
            var user = await db.Users.SingleOrDefaultAsync(u => u.Id == me, ct) ?? throw Refused.Unauthenticated();
            var result = await users.ChangePasswordAsync(user, current, password);
            if (!result.Succeeded) throw Accounts.RefusalOf(result, user.Username, "newPassword");
            await Changed(user, AuditKind.PasswordChanged, language, ct);
            return user;
        }, ct);
        await events.Publish(new MailQueued(), ct);
        return user;
    }

    async Task Queue(string login, string language, CancellationToken ct)
    {
        // An address that an account is not found by may be another's, whom it is no business of.
        if (await accounts.Find(login) is not { EmailIndex: not null } user) return;
        var now = DateTime.UtcNow;
        var lately = await db.OutboundMails.Where(m => m.UserId == user.Id && m.Kind == MailKind.PasswordReset && m.CreatedAt > now.AddDays(-1)).Select(m => m.CreatedAt).ToListAsync(ct);
        if (lately.Count >= MostMails || lately.Any(at => at > now - Pause)) return;
        db.Add(new OutboundMail { UserId = user.Id, Kind = MailKind.PasswordReset, Language = language });
        await db.SaveChangesAsync(ct);
        await events.Publish(new MailQueued(), ct);
    }

    async Task Changed(User user, AuditKind kind, string language, CancellationToken ct)
    {
        await audit.Note(Viewer.Of(user), kind, ct);
        db.Add(new OutboundMail { UserId = user.Id, Kind = MailKind.PasswordChanged, Language = language });
        await db.SaveChangesAsync(ct);
        await db.Sessions.Where(s => s.UserId == user.Id).ExecuteDeleteAsync(ct);
        await db.EndAppTokens(user.Id, ct);
    }

    static Refused DeadLink() => new("RESET_LINK", "This link does not hold any more. Have a new one sent to you.");
}
