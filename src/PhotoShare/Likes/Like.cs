using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>Somebody likes a post or a comment: one of the two is set.</summary>
public sealed class Like
{
    public Guid Id { get; init; } = RowId.Next();
    public required Guid UserId { get; init; }
    public Guid? PostId { get; init; }
    public Guid? CommentId { get; init; }
    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;

    sealed class Mapping : IEntityTypeConfiguration<Like>
    {
        public void Configure(EntityTypeBuilder<Like> like)
        {
            like.ToTable("likes", t => t.HasCheckConstraint("ck_likes_subject", "(post_id IS NULL) <> (comment_id IS NULL)"));
            like.HasIndex(l => new { l.PostId, l.UserId }).IsUnique();
            like.HasIndex(l => new { l.CommentId, l.UserId }).IsUnique();
            like.HasIndex(l => new { l.PostId, l.Id });
            like.HasIndex(l => new { l.CommentId, l.Id });
            like.HasOne<User>().WithMany().HasForeignKey(l => l.UserId);
            like.HasOne<Post>().WithMany().HasForeignKey(l => l.PostId).OnDelete(DeleteBehavior.Cascade);
            like.HasOne<Comment>().WithMany().HasForeignKey(l => l.CommentId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

public static class LikeVisibility
{
    /// <summary>Likes as a viewer sees and counts them, of whatever they may see: without those of people with whom they have a block between them.</summary>
    public static IQueryable<Like> VisibleTo(this DbSet<Like> likes, Viewer viewer)
    {
        if (viewer.Id is not { } me) return likes.AsNoTracking();
        var apart = likes.Db().ApartFrom(me);
        return likes.AsNoTracking().Where(like => !apart.Contains(like.UserId));
    }
}
