using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>A browser in which somebody is signed in. The row is the session: without it, its cookie holds no longer.</summary>
public sealed class Session
{
    public const int MaxClientLength = 200;

    public Guid Id { get; init; } = RowId.Next();
    public required Guid UserId { get; init; }

    /// <summary>What the browser calls itself, e.g. <c>Firefox on Linux</c>.</summary>
    public required string Client { get; init; }
    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;

    /// <summary>To the minute, so that a busy page does not write on every request.</summary>
    public DateTime LastSeenAt { get; set; } = DateTime.UtcNow;

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
