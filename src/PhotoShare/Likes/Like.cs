using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>Somebody likes a post or a comment: one of the two is set.</summary>
public sealed class Like
{
    public Guid Id { get => RowId.Once(ref field); init; }
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
    /// <summary>
    /// Likes as a viewer sees them, of whatever they may see: without those of people with whom they have a block between them or who are
    /// banned, and without those of posts whose author hides them.
    /// </summary>
    public static IQueryable<Like> VisibleTo(this DbSet<Like> likes, Viewer viewer)
    {
        var hidden = likes.Db().Posts.LikesHiddenFrom(viewer);
        return likes.CountedFor(viewer).Where(like => like.PostId == null || !hidden.Any(post => post.Id == like.PostId));
    }

    /// <summary>The posts whose likes a viewer is told nothing of.</summary>
    public static IQueryable<Post> LikesHiddenFrom(this DbSet<Post> posts, Viewer viewer) => posts.Where(HidesLikesFrom(viewer));

    /// <summary>Whether a viewer is told nothing of a post's likes.</summary>
    public static Expression<Func<Post, bool>> HidesLikesFrom(Viewer viewer)
    {
        var me = viewer.Id;
        return post => post.AuthorId != me && (post.HidesLikes || post.Author!.HidesLikes);
    }

    /// <summary>The same of posts whose likes are known to be shown to the viewer, and of comments: what is true of the post need not be asked of every like.</summary>
    public static IQueryable<Like> CountedFor(this DbSet<Like> likes, Viewer viewer)
    {
        var apart = likes.Db().ApartFrom(viewer);
        return likes.AsNoTracking().Where(like => !apart.Contains(like.UserId));
    }
}
