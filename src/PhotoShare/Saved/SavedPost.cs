using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>Somebody kept a post to find it again. Nobody else learns of it.</summary>
public sealed class SavedPost
{
    public Guid Id { get; init; } = RowId.Next();
    public required Guid UserId { get; init; }
    public required Guid PostId { get; init; }
    public Post? Post { get; init; }
    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;

    public ICollection<CollectionItem> Items { get; } = [];

    sealed class Mapping : IEntityTypeConfiguration<SavedPost>
    {
        public void Configure(EntityTypeBuilder<SavedPost> saved)
        {
            saved.ToTable("saved_posts");
            saved.HasIndex(s => new { s.UserId, s.PostId }).IsUnique();
            saved.HasIndex(s => new { s.UserId, s.Id });
            saved.HasIndex(s => s.PostId);
            saved.HasOne<User>().WithMany().HasForeignKey(s => s.UserId);
            saved.HasOne(s => s.Post).WithMany().HasForeignKey(s => s.PostId);
        }
    }
}
