using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>Links in mails to an address: made, found again by their secret, forgotten.</summary>
public sealed class EmailLinks(PhotoShareDb db, Envelope envelope, EmailIndex index, ILookupNormalizer normalizer, InstanceSecret secret)
{
    const string Table = "email_links", Column = "sealed_email";

    /// <summary>Longer than any link holds, and than they are counted.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>The secret of a link, from the instance's own: a copy of the database opens none.</summary>
    public string SecretOf(Guid linkId) => Base64Url.EncodeToString(HMACSHA256.HashData(secret.Derive("email-links"), linkId.ToByteArray(bigEndian: true)));

    /// <summary>A link that still holds. Refuses any other.</summary>
    internal async Task<EmailLink> Find(Guid linkId, string given, CancellationToken ct)
    {
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(SecretOf(linkId)), Encoding.UTF8.GetBytes(given))) throw Dead();
        var now = DateTime.UtcNow;
        return await db.EmailLinks.AsNoTracking().SingleOrDefaultAsync(l => l.Id == linkId && l.ExpiresAt > now, ct) ?? throw Dead();
    }

    /// <summary>The address that a link goes to.</summary>
    public async Task<string> AddressIn(EmailLink link, CancellationToken ct) =>
        Encoding.UTF8.GetString(await envelope.Open(link.UserId, Table, Column, link.Id, link.SealedEmail, ct));

    /// <summary>Adds a link and the mail that it is in, saved by the caller.</summary>
    /// <param name="mail">The mail; <c>null</c> for a link that is only counted.</param>
    internal async Task Queue(Guid userId, EmailLinkPurpose purpose, string email, DateTime expires, MailKind? mail, string language, CancellationToken ct)
    {
        var id = RowId.Next();
        var link = new EmailLink
        {
            Id = id,
            UserId = userId,
            Purpose = purpose,
            SealedEmail = await envelope.Seal(userId, Table, Column, id, Encoding.UTF8.GetBytes(email), ct),
            EmailIndex = index.Of(normalizer.NormalizeEmail(email)!),
            ExpiresAt = expires,
        };
        db.Add(link);
        if (mail is { } kind) db.Add(new OutboundMail { UserId = userId, Kind = kind, LinkId = id, Language = language });
    }

    /// <summary>Run now and then by a worker.</summary>
    public Task<int> Forget(CancellationToken ct)
    {
        var before = DateTime.UtcNow - Kept;
        return db.EmailLinks.Where(l => l.ExpiresAt < before).ExecuteDeleteAsync(ct);
    }

    internal static Refused Dead() => new("EMAIL_LINK", "This link does not hold any more. Have a new one sent in the settings.");
}
