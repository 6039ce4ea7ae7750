using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>Bytes that must go: written in the same save as the deletion of their row, carried out by a worker.</summary>
public sealed class BlobDeletion
{
    public Guid Id { get => RowId.Once(ref field); init; }

    /// <summary>A blob's key, or a prefix that ends with <c>/</c>.</summary>
    public required string Key { get; init; }

    public static BlobDeletion[] Of(Photo photo) => Of(photo.Id);

    public static BlobDeletion[] Of(Guid photoId) => [new() { Key = BlobKeys.Original(photoId) }, new() { Key = BlobKeys.Renditions(photoId) }];

    sealed class Mapping : IEntityTypeConfiguration<BlobDeletion>
    {
        public void Configure(EntityTypeBuilder<BlobDeletion> deletion)
        {
            deletion.ToTable("blob_deletions");
            deletion.Property(d => d.Key).HasMaxLength(512);
        }
    }
}

/// <summary>Carries out what <see cref="BlobDeletion"/> asks. Deleting twice is harmless, so it needs no lease.</summary>
public sealed class BlobSweeper(PhotoShareDb db, IBlobStore blobs)
{
    /// <summary>Deletes up to a hundred and says how many.</summary>
    public async Task<int> Sweep(CancellationToken ct)
    {
        var due = await db.BlobDeletions.OrderBy(d => d.Id).Take(100).ToListAsync(ct);
        foreach (var deletion in due)
        {
            if (deletion.Key.EndsWith('/')) await blobs.DeleteAll(deletion.Key, ct);
            else await blobs.Delete(deletion.Key, ct);
            await db.BlobDeletions.Where(d => d.Id == deletion.Id).ExecuteDeleteAsync(ct);
        }
        return due.Count;
    }
}
