using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>What somebody brings along from elsewhere: one or more ZIPs of a copy of their data, and what became of each thing in them.</summary>
public sealed class Import
{
    public Guid Id { get => RowId.Once(ref field); init; }
    public required Guid UserId { get; init; }
    public ImportStatus Status { get; set; } = ImportStatus.Uploading;

    /// <summary>Whether posts keep the places that they name. What a camera wrote of where it was is never one.</summary>
    public required bool KeepPlaces { get; init; }
    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;

    /// <summary>Whose copy it is, once it was looked at.</summary>
    public ImportSource? Source { get; set; }

    /// <summary>Things in it, as far as they were counted.</summary>
    public int ItemCount { get; set; }
    public DateTime? FinishedAt { get; set; }

    /// <summary>Why nothing of it could be taken.</summary>
    public ImportReason? Failure { get; set; }

    /// <summary>Until when the worker that claimed it may keep it.</summary>
    public DateTime? LeaseUntil { get; set; }
    public Guid? LeaseId { get; set; }
    public int Attempts { get; set; }

    public ICollection<ImportFile> Files { get; } = [];

    sealed class Mapping : IEntityTypeConfiguration<Import>
    {
        public void Configure(EntityTypeBuilder<Import> import)
        {
            import.ToTable("imports");
            import.Property(i => i.Status).HasConversion<string>().HasMaxLength(16);
            import.Property(i => i.Source).HasConversion<string>().HasMaxLength(16);
            import.Property(i => i.Failure).HasConversion<string>().HasMaxLength(32);
            import.HasIndex(i => new { i.UserId, i.Id });
            import.HasIndex(i => new { i.Status, i.Id });
            import.HasOne<User>().WithMany().HasForeignKey(i => i.UserId);
        }
    }
}

/// <summary>How far an import is.</summary>
public enum ImportStatus
{
    /// <summary>Its files are on their way.</summary>
    Uploading,

    /// <summary>It waits, or is being worked at.</summary>
    Pending,

    /// <summary>Each thing in it was looked at; see what became of it.</summary>
    Done,

    /// <summary>Nothing more of it can be taken; see why.</summary>
    Failed,
}

/// <summary>What made the copy.</summary>
public enum ImportSource
{
    /// <summary>An instance of PhotoShare.</summary>
    PhotoShare,

    /// <summary>Instagram's "Download your information", as JSON.</summary>
    Instagram,
}

/// <summary>One ZIP of an import.</summary>
public sealed class ImportFile
{
    public Guid Id { get => RowId.Once(ref field); init; }
    public required Guid ImportId { get; init; }
    public required Guid UserId { get; init; }

    /// <summary>From 1, in the order in which they were announced.</summary>
    public required int Number { get; init; }
    public required string FileName { get; init; }
    public required long ByteSize { get; set; }

    /// <summary>The store's id of the upload in parts; <c>null</c> for one in a single request.</summary>
    public string? UploadId { get; set; }
    public int PartSize { get; init; }
    public DateTime? ArrivedAt { get; set; }

    sealed class Mapping : IEntityTypeConfiguration<ImportFile>
    {
        public void Configure(EntityTypeBuilder<ImportFile> file)
        {
            file.ToTable("import_files");
            file.Property(f => f.FileName).HasMaxLength(Photo.MaxFileNameLength);
            file.Property(f => f.UploadId).HasMaxLength(256);
            file.HasIndex(f => new { f.ImportId, f.Number }).IsUnique();
            file.HasOne<Import>().WithMany(i => i.Files).HasForeignKey(f => f.ImportId);
        }
    }
}

public static class ImportVisibility
{
    /// <summary>A viewer's own. Nobody else's, ever.</summary>
    public static IQueryable<Import> VisibleTo(this DbSet<Import> imports, Viewer viewer)
    {
        var me = viewer.Id;
        return imports.AsNoTracking().Where(i => i.UserId == me);
    }

    /// <summary>What became of what was in a viewer's own imports.</summary>
    public static IQueryable<ImportItem> VisibleTo(this DbSet<ImportItem> items, Viewer viewer)
    {
        var imports = items.Db().Imports.VisibleTo(viewer);
        return items.AsNoTracking().Where(item => imports.Any(i => i.Id == item.ImportId));
    }
}
