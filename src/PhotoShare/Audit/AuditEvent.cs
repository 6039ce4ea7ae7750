using System.Buffers.Binary;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>
/// Something that matters for security, written in the same save as what happened, by <see cref="Audit"/> alone. It is never changed, and
/// outlives the people in it: nothing but ids ties it to them, and from where it came is sealed under a key that goes with its person.
/// </summary>
public sealed class AuditEvent
{
    public const int MaxDetailsLength = 200;
    const int MacSize = 32;

    public Guid Id { get => RowId.Once(ref field); init; }
    public required AuditKind Kind { get; init; }

    /// <summary>To the millisecond, which every database keeps.</summary>
    public DateTime At { get; init; } = new(DateTime.UtcNow.Ticks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);

    /// <summary>Who did it; <c>null</c> for the operator at the command line, for a worker, and for who was not let in.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>Whom it is about.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>A few words for admins without personal data, e.g. <c>Moderator</c> or the id of a token.</summary>
    public string? Details { get; init; }

    /// <summary>The <see cref="OriginView"/> as JSON, sealed under the actor's key.</summary>
    public byte[]? SealedOrigin { get; init; }

    /// <summary>Where nobody is known to have done it: an HMAC of network and day, which is equal for what came from one network on one day, and tells nothing else.</summary>
    public byte[]? Network { get; init; }

    /// <summary>HMAC-SHA256 over all of the above: who writes rows without the instance's secret is found.</summary>
    public byte[] Mac { get; set; } = [];

    /// <summary>Its place in the chain, from 1, and the HMAC over place, predecessor and <see cref="Mac"/>; given some moments later by a worker.</summary>
    public long? Position { get; set; }
    public byte[]? Hash { get; set; }

    /// <summary>The content in one way only: every part with its length before it.</summary>
    internal byte[] Canonical()
    {
        using var content = new MemoryStream();
        foreach (var part in (byte[]?[])[Id.ToByteArray(bigEndian: true), Text(Kind.ToString()), Number(At.Ticks), ActorId?.ToByteArray(bigEndian: true), PersonId?.ToByteArray(bigEndian: true), Text(Details), SealedOrigin, Network])
        {
            content.Write(Number(part?.Length ?? -1));
            content.Write(part);
        }
        return content.ToArray();

        static byte[]? Text(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);
        static byte[] Number(long number)
        {
            var bytes = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(bytes, number);
            return bytes;
        }
    }

    sealed class Mapping : IEntityTypeConfiguration<AuditEvent>
    {
        public void Configure(EntityTypeBuilder<AuditEvent> happened)
        {
            happened.ToTable("audit_events");
            happened.Property(e => e.Kind).HasConversion<string>().HasMaxLength(40);
            happened.Property(e => e.Details).HasMaxLength(MaxDetailsLength);
            foreach (var hash in (string[])[nameof(Mac), nameof(Hash), nameof(Network)]) happened.Property(hash).HasMaxLength(MacSize);
            happened.HasIndex(e => e.Position).IsUnique();
            happened.HasIndex(e => e.Id).HasFilter("position IS NULL").HasDatabaseName("ix_audit_events_waiting");
            happened.HasIndex(e => new { e.PersonId, e.Id });
            happened.HasIndex(e => new { e.ActorId, e.Id });
            happened.HasIndex(e => new { e.Kind, e.Id });
        }
    }
}

/// <summary>The end of the chain, in one row, which is also the lock under which it grows.</summary>
public sealed class AuditHead
{
    /// <summary>That of the only row.</summary>
    public const int Only = 1;

    public int Id { get; init; } = Only;
    public long Position { get; set; }
    public byte[] Hash { get; set; } = [];

    /// <summary>Up to where the blob store knows of it too, and since when.</summary>
    public long AnchoredPosition { get; set; }
    public DateTime AnchoredAt { get; set; } = DateTime.UnixEpoch;

    sealed class Mapping : IEntityTypeConfiguration<AuditHead>
    {
        public void Configure(EntityTypeBuilder<AuditHead> head)
        {
            head.ToTable("audit_heads");
            head.Property(h => h.Id).ValueGeneratedNever();
            head.HasData(new AuditHead());
        }
    }
}

public static class AuditVisibility
{
    /// <summary>What happened to one's own account; for an admin everything.</summary>
    public static IQueryable<AuditEvent> VisibleTo(this DbSet<AuditEvent> events, Viewer viewer)
    {
        var (me, db) = (viewer.Id, events.Db());
        return events.AsNoTracking().Where(e => me != null && (e.PersonId == me || db.Users.Any(u => u.Id == me && u.Role == UserRole.Admin && u.BannedAt == null)));
    }
}
