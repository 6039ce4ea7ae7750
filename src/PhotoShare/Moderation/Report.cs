using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>Somebody tells the moderators of a post, a comment, a photo or a person. It outlives what it is about.</summary>
public sealed class Report
{
    public const int MaxNoteLength = 1_000;

    public Guid Id { get => RowId.Once(ref field); init; }
    /// <summary>Who tells; <c>null</c> where the word filter does.</summary>
    public Guid? ReporterId { get; init; }
    public required ReportSubject Subject { get; init; }
    public required Guid SubjectId { get; init; }
    public required ReportReason Reason { get; set; }

    /// <summary>In the reporter's own words.</summary>
    public string? Note { get; set; }
    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;

    /// <summary>When a moderator was done with it.</summary>
    public DateTime? ClosedAt { get; set; }

    /// <summary>What the moderator did; <c>null</c> where the thing went without one.</summary>
    public Guid? ActionId { get; set; }

    sealed class Mapping : IEntityTypeConfiguration<Report>
    {
        public void Configure(EntityTypeBuilder<Report> report)
        {
            report.ToTable("reports");
            report.Property(r => r.Subject).HasConversion<string>().HasMaxLength(16);
            report.Property(r => r.Reason).HasConversion<string>().HasMaxLength(32);
            report.Property(r => r.Note).HasMaxLength(MaxNoteLength);
            report.HasIndex(r => new { r.ReporterId, r.Subject, r.SubjectId }).IsUnique();
            report.HasIndex(r => new { r.Subject, r.SubjectId });
            report.HasIndex(r => new { r.ClosedAt, r.Id });
            report.HasOne<User>().WithMany().HasForeignKey(r => r.ReporterId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>What kind of thing is reported.</summary>
public enum ReportSubject
{
    Post,
    Comment,
    Photo,
    User,

    /// <summary>A word of the word filter: admins change the list, and nobody reports it.</summary>
    Word,
}

/// <summary>What is wrong with it.</summary>
public enum ReportReason
{
    /// <summary>Advertising, or the same thing over and over.</summary>
    Spam,

    /// <summary>Nakedness or sexual content.</summary>
    Nudity,

    /// <summary>Contempt for people for what they are.</summary>
    Hate,

    /// <summary>Violence, or a threat of it.</summary>
    Violence,

    /// <summary>Somebody is bullied or pursued.</summary>
    Harassment,

    /// <summary>It belongs to somebody else.</summary>
    IntellectualProperty,

    /// <summary>Somebody may harm themselves, or is told to.</summary>
    SelfHarm,

    /// <summary>Something else; the note says what.</summary>
    Other,
}
