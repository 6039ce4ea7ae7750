using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>
/// The end of an account that somebody asked for: what a worker has to do, and when it is done, the receipt. It outlives the person, and
/// holds nothing of them then.
/// </summary>
public sealed class Departure
{
    public const int SecretHashSize = 32;

    public Guid Id { get => RowId.Once(ref field); init; }

    /// <summary>Whose account it is; <c>null</c> when nothing of it is left.</summary>
    public Guid? UserId { get; set; }
    public DateTime AskedAt { get; init; } = DateTime.UtcNow;

    /// <summary>From when on the account is deleted.</summary>
    public required DateTime DueAt { get; init; }

    /// <summary>SHA-256 of the secret in the receipt's address, which who asked was given.</summary>
    public required byte[] SecretHash { get; init; }

    /// <summary>The language in which they asked, as an IETF tag.</summary>
    public required string Language { get; init; }

    /// <summary>What was deleted, as JSON, counted before it went: a worker that dies does not lose it.</summary>
    public string? Deleted { get; set; }
    public DateTime? FinishedAt { get; set; }

    /// <summary>The signed receipt, as JSON; <c>null</c> before the end, and when it was fetched.</summary>
    public string? Receipt { get; set; }

    /// <summary>Until when the worker that claimed it may keep it.</summary>
    public DateTime? LeaseUntil { get; set; }
    public Guid? LeaseId { get; set; }

    sealed class Mapping : IEntityTypeConfiguration<Departure>
    {
        public void Configure(EntityTypeBuilder<Departure> departure)
        {
            departure.ToTable("departures");
            departure.Property(d => d.SecretHash).HasMaxLength(SecretHashSize);
            departure.Property(d => d.Language).HasMaxLength(OutboundMail.MaxLanguageLength);
            departure.HasIndex(d => d.UserId).IsUnique();
            departure.HasIndex(d => d.SecretHash).IsUnique();
            departure.HasIndex(d => new { d.FinishedAt, d.DueAt });
        }
    }
}
