using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>
/// Whose an e-mail address is: shown by opening a link that was mailed to it. Until then an account works like any other, and its address is
/// a word of its person's; see ADR 0024.
/// </summary>
public sealed class EmailAddresses(PhotoShareDb db, Accounts accounts, UserManager<User> users, EmailLinks links, Envelope envelope, EmailIndex index, Audit audit, Origin origin, IEventBus events)
{
    /// <summary>Between two mails to one address.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMinutes(2);

    /// <summary>In a day, of one account, and to one address.</summary>
    const int MostLinks = 5;

    /// <summary>How long a new address may be confirmed, and an old one put back.</summary>
    static readonly TimeSpan ToConfirm = TimeSpan.FromDays(2), ToUndo = TimeSpan.FromDays(7);

    /// <summary>
    /// Makes an account for a stranger and has a link mailed. Whether the address has an account already is never said, but to its owner by
    /// mail: then this one is made all the same, and not found by that address.
    /// </summary>
    public async Task<User> SignUp(string username, string email, string password, string? displayName, CancellationToken ct)
    {
        var user = await accounts.SignUp(username, email, password, displayName, ct, isDiscreet: true);
        await Send(user, email.Trim(), ct);
        return user;
    }

    /// <summary>Has the link mailed again, unless one was a moment ago.</summary>
    public async Task SendAgain(Viewer viewer, CancellationToken ct)
    {
        var user = await Self(viewer, ct);
        if (!user.EmailConfirmed && await users.GetEmailAsync(user) is { } email) await Send(user, email, ct);
    }

    /// <summary>Asks for another address: a link is mailed to it, and nothing changes before that is opened. Whether it is another's is not said.</summary>
    public async Task Change(Viewer viewer, string email, CancellationToken ct)
    {
        var user = await Self(viewer, ct);
        email = Accounts.CheckedEmail(email, "newEmail");
        if (string.Equals(await users.GetEmailAsync(user), email, StringComparison.OrdinalIgnoreCase))
            throw new Refused("EMAIL", "That is your address already.", "newEmail");
        await audit.Note(viewer, AuditKind.EmailChangeAsked, ct);
        if (await Send(user, email, ct)) return;
        throw new Refused("EMAIL_TOO_SOON", "So many links were sent a short while ago. Wait some minutes, then try again.", "newEmail", RefusalKind.RateLimited) { RetryAfter = Pause };
    }

    /// <summary>The link that an address and a secret name, for the page that asks whether to open it; refuses one that holds no longer.</summary>
    public async Task<OpenedLink> Look(Guid linkId, string secret, CancellationToken ct)
    {
        var link = await links.Find(linkId, secret, ct);
        return new OpenedLink(link.Purpose, await links.AddressIn(link, ct), await db.Users.Where(u => u.Id == link.UserId).Select(u => u.UserName!).SingleAsync(ct));
    }

    /// <summary>Does what a link is for, once. Whoever opens it need not be signed in.</summary>
    public async Task Open(Guid linkId, string secret, CancellationToken ct)
    {
        var found = await links.Find(linkId, secret, ct);
        var email = await links.AddressIn(found, ct);
        try
        {
            await db.Atomically(() => Open(found, email, ct), ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            // In the same moment another account took it.
            throw Taken();
        }
        await events.Publish(new MailQueued(), ct);
    }

    async Task Open(EmailLink link, string email, CancellationToken ct)
    {
        if (await db.EmailLinks.Where(l => l.Id == link.Id).ExecuteDeleteAsync(ct) == 0) throw EmailLinks.Dead();
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == link.UserId, ct) ?? throw EmailLinks.Dead();
        // Who shows that it is theirs has it before whoever only said so.
        await db.Users.Where(u => u.EmailIndex == link.EmailIndex && u.Id != user.Id && !u.EmailConfirmed).ExecuteUpdateAsync(set => set.SetProperty(u => u.EmailIndex, (byte[]?)null), ct);
        if (await db.Users.AnyAsync(u => u.EmailIndex == link.EmailIndex && u.Id != user.Id, ct)) throw Taken();

        var before = await users.GetEmailAsync(user);
        var isOther = !string.Equals(before, email, StringComparison.OrdinalIgnoreCase);
        if (isOther && link.Purpose == EmailLinkPurpose.Confirm && user.EmailConfirmed && before is not null)
            await links.Queue(user.Id, EmailLinkPurpose.Undo, before, DateTime.UtcNow + ToUndo, MailKind.EmailChanged, origin.Language, ct);
        user.SealedEmail = await envelope.SealField(user.Id, PersonalFields.Email, email, ct);
        (user.Email, user.EmailIndex, user.EmailConfirmed) = (email, link.EmailIndex, true);
        await audit.Note(Viewer.Of(user), link.Purpose == EmailLinkPurpose.Undo ? AuditKind.EmailChangeUndone : isOther ? AuditKind.EmailChanged : AuditKind.EmailConfirmed, ct);
        if (link.Purpose == EmailLinkPurpose.Undo)
        {
            // Whoever changed it may have the password: a new one by the mail that is theirs again, and no old link or session.
            user.SecurityStamp = Guid.NewGuid().ToString("n");
            await db.Sessions.Where(s => s.UserId == user.Id).ExecuteDeleteAsync(ct);
        }
        await db.SaveChangesAsync(ct);
        // Other links are about what was asked before.
        if (isOther) await db.EmailLinks.Where(l => l.UserId == user.Id && l.Purpose == EmailLinkPurpose.Confirm).ExecuteDeleteAsync(ct);
    }

    /// <summary>Queues the mail and saves; <c>false</c> when there were too many of late.</summary>
    async Task<bool> Send(User user, string email, CancellationToken ct)
    {
        var found = index.Of(users.NormalizeEmail(email));
        var (now, mine) = (DateTime.UtcNow, db.EmailLinks.Where(l => l.UserId == user.Id && l.Purpose == EmailLinkPurpose.Confirm));
        var lately = await mine.Where(l => l.CreatedAt > now.AddDays(-1)).Select(l => new { l.CreatedAt, l.EmailIndex }).ToListAsync(ct);
        // Whoever makes many accounts is not to bury anybody's post under them.
        var toThis = await db.EmailLinks.CountAsync(l => l.EmailIndex == found && l.CreatedAt > now.AddDays(-1), ct);
        if (toThis >= MostLinks || lately.Count >= MostLinks || lately.Any(l => l.CreatedAt > now - Pause && l.EmailIndex.AsSpan().SequenceEqual(found))) return false;

        // Only the latest link holds; the others stay to be counted.
        foreach (var old in await mine.Where(l => l.ExpiresAt > now).ToListAsync(ct)) db.Entry(old).Property(l => l.ExpiresAt).CurrentValue = now;
        var owner = await db.Users.Where(u => u.EmailIndex == found && u.Id != user.Id && u.EmailConfirmed).Select(u => (Guid?)u.Id).SingleOrDefaultAsync(ct);
        await links.Queue(user.Id, EmailLinkPurpose.Confirm, email, owner is null ? now + ToConfirm : now, owner is null ? MailKind.ConfirmEmail : null, origin.Language, ct);
        if (owner is { } told && !await db.OutboundMails.AnyAsync(m => m.UserId == told && m.Kind == MailKind.AddressTaken && m.CreatedAt > now.AddHours(-1), ct))
            db.Add(new OutboundMail { UserId = told, Kind = MailKind.AddressTaken, Language = origin.Language });
        await db.SaveChangesAsync(ct);
        await events.Publish(new MailQueued(), ct);
        return true;
    }

    async Task<User> Self(Viewer viewer, CancellationToken ct)
    {
        var me = viewer.Required;
        return await db.Users.SingleOrDefaultAsync(u => u.Id == me, ct) ?? throw Refused.Unauthenticated();
    }

    static Refused Taken() => Refused.Conflict("EMAIL_TAKEN", "Another account has confirmed this address before. Sign in to that one instead.");
}

/// <summary>What a link is for.</summary>
/// <param name="Username">Whose account it is about.</param>
public sealed record OpenedLink(EmailLinkPurpose Purpose, string Email, string Username);
