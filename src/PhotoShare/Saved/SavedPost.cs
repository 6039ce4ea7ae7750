using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>Somebody kept a post to find it again. Nobody else learns of it.</summary>
public sealed class SavedPost
{
    public Guid Id { get => RowId.Once(ref field); init; }
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

public static class SavedVisibility
{
    /// <summary>What a viewer has saved, as far as they may still see it. Nobody else's, ever.</summary>
    public static IQueryable<SavedPost> VisibleTo(this DbSet<SavedPost> saved, Viewer viewer)
    {
        var (me, posts) = (viewer.Id, saved.Db().Posts.VisibleTo(viewer));
        return saved.AsNoTracking().Where(s => s.UserId == me && posts.Any(p => p.Id == s.PostId));
    }

    /// <summary>A viewer's own collections. Nobody else's, ever.</summary>
    public static IQueryable<Collection> VisibleTo(this DbSet<Collection> collections, Viewer viewer)
    {
        var me = viewer.Id;
        return collections.AsNoTracking().Where(c => c.OwnerId == me);
    }
}
