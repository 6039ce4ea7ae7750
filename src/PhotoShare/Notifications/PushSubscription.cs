using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>A browser that somebody lets us push notifications to (W3C Push API).</summary>
public sealed class PushSubscription
{
    public const int MaxEndpointLength = 2_000;

    public Guid Id { get => RowId.Once(ref field); init; }
    public required Guid UserId { get; set; }

    /// <summary>The session in which the browser asked for it; with that one it ends.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>Where the browser's own push service takes messages for it.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The browser's public key, an uncompressed point on P-256, Base64url (RFC 8291).</summary>
    public required string P256dh { get; set; }

    /// <summary>The secret that the browser shares with us, 16 bytes, Base64url (RFC 8291).</summary>
    public required string Auth { get; set; }

    /// <summary>What to write in, such as <c>de</c>.</summary>
    public required string Language { get; set; }
    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;

    /// <summary>Up to which <see cref="Notification.Position"/> the browser has been told.</summary>
    public required long PushedPosition { get; set; }

    /// <summary>When it may be told next; a worker that has it puts this off.</summary>
    public DateTime DueAt { get; set; } = DateTime.UtcNow;

    /// <summary>Tries since the last one that went well.</summary>
    public int Attempts { get; set; }

    sealed class Mapping : IEntityTypeConfiguration<PushSubscription>
    {
        public void Configure(EntityTypeBuilder<PushSubscription> push)
        {
            push.ToTable("push_subscriptions");
            push.Property(p => p.Endpoint).HasMaxLength(MaxEndpointLength);
            push.Property(p => p.P256dh).HasMaxLength(128);
            push.Property(p => p.Auth).HasMaxLength(64);
            push.Property(p => p.Language).HasMaxLength(16);
            push.HasIndex(p => p.Endpoint).IsUnique();
            push.HasIndex(p => new { p.UserId, p.Id });
            push.HasOne<User>().WithMany().HasForeignKey(p => p.UserId);
        }
    }
}
