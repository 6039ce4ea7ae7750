using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>Writes down what matters for security, and has the person told by mail where <see cref="AuditKinds.IsMailed"/> says so.</summary>
public sealed class Audit(PhotoShareDb db, Envelope envelope, AuditKeys keys, Origin origin, Countries countries)
{
    /// <summary>Mails about one kind of thing to one person in an hour, so that nobody can bury one mail under many.</summary>
    const int MostMails = 3;
    const string Table = "audit_events", Column = "sealed_origin";

    /// <summary>
    /// Adds the event, and a mail where it is due. The caller saves both with what happened, in one save or one transaction; so it comes
    /// after what clears the tracker, and within what is done again. What is done at the command line is not mailed.
    /// </summary>
    /// <param name="viewer">Who did it; a visitor for the operator, and for who was not let in.</param>
    /// <param name="person">Whom it is about; by default who did it.</param>
    /// <param name="details">A few words without personal data, up to 200 characters.</param>
    public async Task<AuditEvent> Note(Viewer viewer, AuditKind kind, CancellationToken ct, Guid? person = null, string? details = null)
    {
        var id = RowId.Next();
        var happened = new AuditEvent
        {
            Id = id,
            Kind = kind,
            ActorId = viewer.Id,
            PersonId = person ?? viewer.Id,
            Details = details,
            SealedOrigin = viewer.Id is { } actor ? await Sealed(actor, id, ct) : null,
            Network = viewer.Id is null ? keys.NetworkOf(origin, DateTime.UtcNow) : null,
        };
        happened.Mac = keys.MacOf(happened);
        db.Add(happened);
        if (origin.Address is not null && kind.IsMailed() && happened.PersonId is { } told) await Mail(told, happened, ct);
        return happened;
    }

    /// <summary>From where it came, for who did it and for admins; <c>null</c> where nobody knows, or not any more.</summary>
    public async Task<OriginView?> OriginOf(AuditEvent happened, CancellationToken ct)
    {
        if (happened is not { ActorId: { } actor, SealedOrigin: { } bytes }) return null;
        try
        {
            return JsonSerializer.Deserialize<OriginView>(await envelope.Open(actor, Table, Column, happened.Id, bytes, ct));
        }
        catch (CryptographicException)
        {
            // The person has left, and their key with them.
            return null;
        }
    }

    /// <summary>Nobody is kept out because a key can't be had just now; then it is not known from where it came.</summary>
    async Task<byte[]?> Sealed(Guid actor, Guid id, CancellationToken ct)
    {
        if (origin.Address is null) return null;
        try
        {
            return await envelope.Seal(actor, Table, Column, id, JsonSerializer.SerializeToUtf8Bytes(new OriginView(countries.PlaceOf(origin), origin.Client)), ct);
        }
        catch (Exception failure) when (failure is UnavailableException or CryptographicException)
        {
            return null;
        }
    }

    async Task Mail(Guid person, AuditEvent happened, CancellationToken ct)
    {
        var since = DateTime.UtcNow.AddHours(-1);
        var lately = await (from mail in db.OutboundMails
                            where mail.UserId == person && mail.Kind == MailKind.Security && mail.CreatedAt > since
                            join told in db.AuditEvents on mail.EventId equals told.Id
                            where told.Kind == happened.Kind
                            select mail.Id).CountAsync(ct);
        if (lately < MostMails) db.Add(new OutboundMail { UserId = person, Kind = MailKind.Security, EventId = happened.Id, Language = origin.Language });
    }
}
