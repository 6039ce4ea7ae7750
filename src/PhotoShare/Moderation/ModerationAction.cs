using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>
/// What a moderator did, about what, and why: the audit trail. It outlives what it is about and who did it, so nothing but ids ties it to
/// them. Its author may appeal once, and what became of that stands here too.
/// </summary>
public sealed class ModerationAction
{
    public const int MaxNoteLength = 1_000;
    public const int MaxAppealLength = 2_000;
    public const int MaxExcerptLength = 200;

    public Guid Id { get => RowId.Once(ref field); init; }
    public required Guid ModeratorId { get; init; }
    public required ModerationKind Kind { get; init; }
    public required ReportSubject Subject { get; init; }
    public required Guid SubjectId { get; init; }

    /// <summary>Whose it is; the person themselves where they are the subject.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>The post that it is in, or is.</summary>
    public Guid? PostId { get; init; }

    /// <summary>How the words of what it is about begin, for what is no longer there to be read.</summary>
    public string? Excerpt { get; set; }

    /// <summary>Why, for the record; moderators alone read it.</summary>
    public string? Note { get; set; }

    /// <summary>What the person is told besides what was done.</summary>
    public string? Word { get; set; }

    /// <summary>The content warning that it gave, and the one that stood there before.</summary>
    public string? Warning { get; set; }
    public string? EarlierWarning { get; set; }

    /// <summary>The <see cref="FilteredWord"/> by which it was done without a moderator.</summary>
    public Guid? WordId { get; init; }

    /// <summary>When a suspension ends.</summary>
    public DateTime? Until { get; set; }

    /// <summary>The role that was given.</summary>
    public UserRole? Role { get; set; }

    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;

    /// <summary>What the person says against it, once.</summary>
    public string? Appeal { get; set; }
    public DateTime? AppealedAt { get; set; }
    public DateTime? AppealDecidedAt { get; set; }
    public Guid? AppealDecidedById { get; set; }

    /// <summary>Whether the appeal was right and the action was taken back.</summary>
    public bool IsReversed { get; set; }
    public string? AppealNote { get; set; }
    public string? AppealWord { get; set; }

    sealed class Mapping : IEntityTypeConfiguration<ModerationAction>
    {
        public void Configure(EntityTypeBuilder<ModerationAction> action)
        {
            action.ToTable("moderation_actions");
            action.Property(a => a.Kind).HasConversion<string>().HasMaxLength(16);
            action.Property(a => a.Subject).HasConversion<string>().HasMaxLength(16);
            action.Property(a => a.Role).HasConversion<string>().HasMaxLength(16);
            action.Property(a => a.Excerpt).HasMaxLength(MaxExcerptLength);
            action.Property(a => a.Warning).HasMaxLength(Post.MaxContentWarningLength);
            action.Property(a => a.EarlierWarning).HasMaxLength(Post.MaxContentWarningLength);
            action.Property(a => a.Appeal).HasMaxLength(MaxAppealLength);
            foreach (var text in (string[])[nameof(Note), nameof(Word), nameof(AppealNote), nameof(AppealWord)]) action.Property(text).HasMaxLength(MaxNoteLength);
            action.HasIndex(a => new { a.ModeratorId, a.Id });
            action.HasIndex(a => new { a.SubjectId, a.Id });
            action.HasIndex(a => new { a.PersonId, a.Id });
            action.HasIndex(a => a.AppealedAt).HasFilter("appealed_at IS NOT NULL AND appeal_decided_at IS NULL").HasDatabaseName("ix_moderation_actions_appeals");
        }
    }
}

/// <summary>What moderators do.</summary>
public enum ModerationKind
{
    /// <summary>Nothing is wrong with it.</summary>
    Dismiss,

    /// <summary>Its photos are shown after a warning.</summary>
    Warn,

    /// <summary>Its author and the moderators alone see it.</summary>
    Hide,

    /// <summary>Everybody may see it again who might before.</summary>
    Show,

    /// <summary>It is deleted for good.</summary>
    Remove,

    /// <summary>For some days a person may read and say nothing.</summary>
    Suspend,

    /// <summary>A suspension ends before its time.</summary>
    Unsuspend,

    /// <summary>A person cannot sign in, and nobody sees what is theirs.</summary>
    Ban,

    /// <summary>A ban ends.</summary>
    Unban,

    /// <summary>A person has another role.</summary>
    Role,

    /// <summary>A word is on the list of the word filter.</summary>
    List,

    /// <summary>A word is off that list.</summary>
    Unlist,
}
