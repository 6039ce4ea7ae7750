using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>A browser in which somebody is signed in. The row is the session: without it, its cookie holds no longer.</summary>
public sealed class Session
{
    public const int MaxClientLength = 200;

    /// <summary>So long it holds unused, and so long at most, before its person signs in again (OWASP ASVS 5.0, 7.3.1 and 7.3.2).</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromDays(30), Longest = TimeSpan.FromDays(180);

    public Guid Id { get => RowId.Once(ref field); init; }
    public required Guid UserId { get; init; }

    /// <summary>What the browser calls itself, e.g. <c>Firefox on Linux</c>.</summary>
    public required string Client { get; init; }

    /// <summary>Where it was last used from, sealed under the person's key: a network, or a country where the instance knows countries.</summary>
    public byte[]? SealedPlace { get; set; }
    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;

    /// <summary>To the minute, so that a busy page does not write on every request.</summary>
    public DateTime LastSeenAt { get; set; } = DateTime.UtcNow;

    /// <summary>When its person last showed that it is they, by signing in or by confirming; <c>null</c> in a session older than this column. See <see cref="Confirmations"/>.</summary>
    public DateTime? ConfirmedAt { get; init; } = DateTime.UtcNow;

    sealed class Mapping : IEntityTypeConfiguration<Session>
    {
        public void Configure(EntityTypeBuilder<Session> session)
        {
            session.ToTable("sessions");
            session.Property(s => s.Client).HasMaxLength(MaxClientLength);
            session.HasIndex(s => new { s.UserId, s.Id });
            session.HasOne<User>().WithMany().HasForeignKey(s => s.UserId);
        }
    }
}
