using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>Everything of a person's in one file, made by a worker, kept for some days.</summary>
public sealed class Export
{
    public Guid Id { get => RowId.Once(ref field); init; }
    public required Guid UserId { get; init; }
    public ExportStatus Status { get; set; } = ExportStatus.Pending;
    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;

    /// <summary>Photos that it is to have, and that it has so far.</summary>
    public int PhotoCount { get; set; }
    public int PhotosDone { get; set; }

    /// <summary>Bytes of the file, once it is ready.</summary>
    public long? ByteSize { get; set; }
    public DateTime? ReadyAt { get; set; }

    /// <summary>Until when the worker that claimed it may keep it.</summary>
    public DateTime? LeaseUntil { get; set; }
    public Guid? LeaseId { get; set; }
    public int Attempts { get; set; }

    sealed class Mapping : IEntityTypeConfiguration<Export>
    {
        public void Configure(EntityTypeBuilder<Export> export)
        {
            export.ToTable("exports");
            export.Property(e => e.Status).HasConversion<string>().HasMaxLength(16);
            export.HasIndex(e => new { e.UserId, e.Id });
            export.HasIndex(e => new { e.Status, e.Id });
            export.HasOne<User>().WithMany().HasForeignKey(e => e.UserId);
        }
    }
}

/// <summary>How far an export is.</summary>
public enum ExportStatus
{
    /// <summary>It waits, or is being made.</summary>
    Pending,

    /// <summary>It can be fetched.</summary>
    Ready,

    /// <summary>It could not be made; ask again.</summary>
    Failed,
}

public static class ExportVisibility
{
    /// <summary>A viewer's own. Nobody else's, ever.</summary>
    public static IQueryable<Export> VisibleTo(this DbSet<Export> exports, Viewer viewer)
    {
        var me = viewer.Id;
        return exports.AsNoTracking().Where(e => e.UserId == me);
    }
}
