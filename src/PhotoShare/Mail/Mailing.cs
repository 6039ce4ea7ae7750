using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>A mail that a worker has until its lease ends.</summary>
/// <param name="Until">Its lease, which nobody else's equals.</param>
/// <param name="EventId">What it tells of, where that is an event of the audit log.</param>
/// <param name="LinkId">The link in it, if it has one.</param>
public sealed record MailClaim(Guid MailId, Guid UserId, MailKind Kind, string Language, int Attempt, DateTime Until, Guid? EventId = null, Guid? LinkId = null);

/// <summary>
/// From queued to sent. A worker that dies between the two gives the mail back by doing nothing, so it may come twice but not never;
/// after a day of failures it is given up.
/// </summary>
public sealed class Mailing(PhotoShareDb db)
{
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Takes the mail that has waited for longest; <c>null</c> when none is due.</summary>
    public async Task<MailClaim?> Claim(CancellationToken ct)
    {
        while (true)
        {
            var now = DateTime.UtcNow;
            var mail = await db.OutboundMails.AsNoTracking().Where(m => m.SentAt == null && m.DueAt <= now).OrderBy(m => m.DueAt).FirstOrDefaultAsync(ct);
            if (mail is null) return null;
            var until = now + Lease;
            var claimed = await db.OutboundMails.Where(m => m.Id == mail.Id && m.SentAt == null && m.DueAt == mail.DueAt)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.DueAt, until).SetProperty(m => m.Attempts, m => m.Attempts + 1), ct);
            if (claimed == 1) return new MailClaim(mail.Id, mail.UserId, mail.Kind, mail.Language, mail.Attempts + 1, until, mail.EventId, mail.LinkId);
            // Another worker was faster; look for the next one.
        }
    }

    public Task Sent(MailClaim claim, CancellationToken ct) => Held(claim).ExecuteUpdateAsync(set => set.SetProperty(m => m.SentAt, DateTime.UtcNow), ct);

    /// <summary>It could not be sent this time: again in a minute, in two, in four, up to an hour.</summary>
    public Task Fault(MailClaim claim, CancellationToken ct)
    {
        var next = DateTime.UtcNow + TimeSpan.FromMinutes(Math.Min(60, Math.Pow(2, Math.Min(claim.Attempt, 10) - 1)));
        return Held(claim).ExecuteUpdateAsync(set => set.SetProperty(m => m.DueAt, next), ct);
    }

    /// <summary>Forgets what is older than a day, sent or not.</summary>
    /// <returns>How many were never sent.</returns>
    public async Task<int> Forget(CancellationToken ct)
    {
        var before = DateTime.UtcNow - Kept;
        await db.OutboundMails.Where(m => m.SentAt != null && m.CreatedAt < before).ExecuteDeleteAsync(ct);
        return await db.OutboundMails.Where(m => m.SentAt == null && m.CreatedAt < before).ExecuteDeleteAsync(ct);
    }

    IQueryable<OutboundMail> Held(MailClaim claim) => db.OutboundMails.Where(m => m.Id == claim.MailId && m.SentAt == null && m.DueAt == claim.Until);
}
