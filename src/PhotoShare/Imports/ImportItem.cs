using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>What became of one thing in an import.</summary>
public sealed class ImportItem
{
    public const int MaxTitleLength = 120;
    public const int MaxSourceIdLength = 100;

    public Guid Id { get => RowId.Once(ref field); init; }
    public required Guid ImportId { get; init; }
    public required ImportItemKind Kind { get; init; }

    /// <summary>What the thing is told apart by where it comes from. What it became carries it too, so that it comes once.</summary>
    public required string SourceId { get; init; }
    public required ImportItemStatus Status { get; init; }
    public ImportReason? Reason { get; init; }

    /// <summary>How its words begin, or what it is called.</summary>
    public string? Title { get; init; }

    /// <summary>When it was made, there.</summary>
    public DateTime? MadeAt { get; init; }

    /// <summary>The post that it became, or is in.</summary>
    public Guid? PostId { get; init; }

    sealed class Mapping : IEntityTypeConfiguration<ImportItem>
    {
        public void Configure(EntityTypeBuilder<ImportItem> item)
        {
            item.ToTable("import_items");
            item.Property(i => i.Kind).HasConversion<string>().HasMaxLength(16);
            item.Property(i => i.Status).HasConversion<string>().HasMaxLength(16);
            item.Property(i => i.Reason).HasConversion<string>().HasMaxLength(32);
            item.Property(i => i.SourceId).HasMaxLength(MaxSourceIdLength);
            item.Property(i => i.Title).HasMaxLength(MaxTitleLength);
            item.HasIndex(i => new { i.ImportId, i.SourceId }).IsUnique();
            item.HasIndex(i => new { i.ImportId, i.Status, i.Id });
            item.HasOne<Import>().WithMany().HasForeignKey(i => i.ImportId);
        }
    }
}

/// <summary>What a thing in an import is.</summary>
public enum ImportItemKind
{
    /// <summary>The name to be shown, the words about oneself, and the settings.</summary>
    Profile,

    /// <summary>A photo, in a post or in none.</summary>
    Photo,

    /// <summary>A post.</summary>
    Post,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>A like.</summary>
    Like,

    /// <summary>A hashtag or a person that is followed, or a person who is blocked or muted.</summary>
    Follow,

    /// <summary>A post that was saved.</summary>
    Saved,

    /// <summary>A collection of saved posts.</summary>
    Collection,

    /// <summary>A story.</summary>
    Story,

    /// <summary>A video.</summary>
    Video,

    /// <summary>A file that tells of other things.</summary>
    File,
}

/// <summary>What became of a thing.</summary>
public enum ImportItemStatus
{
    /// <summary>It is here now.</summary>
    Imported,

    /// <summary>It was here before; nothing was added.</summary>
    AlreadyThere,

    /// <summary>It is not taken; its reason says why.</summary>
    Refused,

    /// <summary>It is only told: what is to be done about it is its owner's to decide.</summary>
    Listed,
}
