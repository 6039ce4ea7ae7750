using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>Somebody asked for their account to be deleted, and the time has come, or it is to be done at once.</summary>
public sealed record AccountLeft : Hint;

/// <summary>What somebody is told who asked for their account to be deleted.</summary>
/// <param name="DueAt">Until when they can come back, UTC.</param>
/// <param name="Secret">By it, and by nothing else, they get their receipt.</param>
public sealed record Farewell(DateTime DueAt, string Secret);

/// <summary>The end of an account: asked for, waited for, taken back by coming back.</summary>
public sealed class AccountDeletion(PhotoShareDb db, Accounts accounts, Departing departing, Audit audit, IEventBus events, LeavingSettings settings)
{
    /// <summary>Posts of somebody who leaves whose viewers hear of it at once; of the others they hear when they look again.</summary>
    const int Announced = 100;

    /// <summary>
    /// Asks for the viewer's account to be deleted, once they gave its password. Every session and token ends, and nobody sees anything of theirs
    /// any more, at once; after the grace period a worker deletes all of it. Without a grace period it is gone when this returns, but for the
    /// bytes, which a worker deletes.
    /// </summary>
    /// <param name="language">Of the mails about it, as an IETF tag.</param>
    public async Task<Farewell> Ask(Viewer viewer, string password, string language, CancellationToken ct)
    {
        var me = viewer.Required;
        await accounts.CheckPassword(viewer, password, ct);
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Departure.SecretHashSize));
        var due = DateTime.UtcNow + settings.GracePeriod;
        var departure = await db.Atomically(async () =>
        {
            if (await db.LockPerson(me, ct) is null) throw Refused.Unauthenticated();
            await db.Departures.Where(d => d.UserId == me && d.Deleted == null).ExecuteDeleteAsync(ct);
            var departure = new Departure { UserId = me, DueAt = due, SecretHash = HashOf(secret), Language = language };
            db.Add(departure);
            if (settings.GracePeriod > TimeSpan.Zero) db.Add(new OutboundMail { UserId = me, Kind = MailKind.AccountLeaving, Language = language });
            await audit.Note(viewer, AuditKind.AccountDeletionAsked, ct);
            await db.SaveChangesAsync(ct);
            await db.Users.Where(u => u.Id == me).ExecuteUpdateAsync(set => set.SetProperty(u => u.LeavesAt, due), ct);
            await db.Sessions.Where(s => s.UserId == me).ExecuteDeleteAsync(ct);
            await db.AccessTokens.Where(t => t.UserId == me).ExecuteDeleteAsync(ct);
            await db.PushSubscriptions.Where(p => p.UserId == me).ExecuteDeleteAsync(ct);
            return departure;
        }, ct);
        foreach (var post in await db.Posts.Where(p => p.AuthorId == me).OrderByDescending(p => p.Id).Take(Announced).Select(p => p.Id).ToListAsync(ct))
            await events.Publish(new PostChanged(post, PostChange.Deleted), ct);
        if (settings.GracePeriod > TimeSpan.Zero) await events.Publish(new MailQueued(), ct);
        else
        {
            await departing.DeleteRows(departure.Id, me, ct);
            await events.Publish(new AccountLeft(), ct);
        }
        return new Farewell(due, secret);
    }

    /// <summary>Somebody who is about to leave signed in again: their account stays, and all is seen as before. Refused once its deletion has begun.</summary>
    /// <returns>Whether they were about to leave.</returns>
    public async Task<bool> ComeBack(User user, string language, CancellationToken ct)
    {
        if (user.LeavesAt is null) return false;
        await db.Atomically(async () =>
        {
            if (await db.Departures.Where(d => d.UserId == user.Id && d.LeaseId == null && d.Deleted == null).ExecuteDeleteAsync(ct) == 0)
                throw new Refused("LEFT", "This account is being deleted.", kind: RefusalKind.Forbidden);
            await db.Users.Where(u => u.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.LeavesAt, (DateTime?)null), ct);
            db.Add(new OutboundMail { UserId = user.Id, Kind = MailKind.AccountKept, Language = language });
            await audit.Note(Viewer.Of(user), AuditKind.AccountDeletionCancelled, ct);
            await db.SaveChangesAsync(ct);
        }, ct);
        user.LeavesAt = null;
        await events.Publish(new MailQueued(), ct);
        return true;
    }

    /// <summary>How far the deletion is that a secret was given for; <c>null</c> for one that none was, or whose account was kept.</summary>
    public async Task<Departure?> Find(string secret, CancellationToken ct)
    {
        var hash = HashOf(secret);
        return await db.Departures.AsNoTracking().SingleOrDefaultAsync(d => d.SecretHash == hash, ct);
    }

    /// <summary>Gives the receipt, once.</summary>
    public async Task<string> TakeReceipt(string secret, CancellationToken ct)
    {
        var departure = await Find(secret, ct);
        if (departure?.Receipt is not { } receipt || await db.Departures.Where(d => d.Id == departure.Id && d.Receipt != null).ExecuteUpdateAsync(set => set.SetProperty(d => d.Receipt, (string?)null), ct) == 0)
            throw Refused.NotFound("There is no receipt here (any more).");
        return receipt;
    }

    static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
