using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>Saved posts under a name of one's own.</summary>
public sealed class Collection
{
    public const int MaxNameLength = 60;

    public Guid Id { get => RowId.Once(ref field); init; }
    public required Guid OwnerId { get; init; }
    public required string Name { get; set; }
    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;
    public string? ClientMutationId { get; init; }

    public ICollection<CollectionItem> Items { get; } = [];

    sealed class Mapping : IEntityTypeConfiguration<Collection>
    {
        public void Configure(EntityTypeBuilder<Collection> collection)
        {
            collection.ToTable("collections");
            collection.Property(c => c.Name).HasMaxLength(MaxNameLength);
            collection.Property(c => c.ClientMutationId).HasMaxLength(PhotoShareDb.MaxClientMutationIdLength);
            collection.HasIndex(c => new { c.OwnerId, c.Name }).IsUnique();
            collection.HasIndex(c => new { c.OwnerId, c.Id });
            collection.HasIndex(c => new { c.OwnerId, c.ClientMutationId }).IsUnique();
            collection.HasOne<User>().WithMany().HasForeignKey(c => c.OwnerId);
        }
    }
}

/// <summary>A saved post in a collection. It goes when the post is no longer saved.</summary>
public sealed class CollectionItem
{
    public Guid Id { get => RowId.Once(ref field); init; }
    public required Guid CollectionId { get; init; }
    public Collection? Collection { get; init; }
    public required Guid SavedPostId { get; init; }
    public SavedPost? SavedPost { get; init; }

    sealed class Mapping : IEntityTypeConfiguration<CollectionItem>
    {
        public void Configure(EntityTypeBuilder<CollectionItem> item)
        {
            item.ToTable("collection_items");
            item.HasIndex(i => new { i.CollectionId, i.SavedPostId }).IsUnique();
            item.HasIndex(i => new { i.CollectionId, i.Id });
            item.HasIndex(i => i.SavedPostId);
            item.HasOne(i => i.Collection).WithMany(c => c.Items).HasForeignKey(i => i.CollectionId);
            item.HasOne(i => i.SavedPost).WithMany(s => s.Items).HasForeignKey(i => i.SavedPostId);
        }
    }
}
