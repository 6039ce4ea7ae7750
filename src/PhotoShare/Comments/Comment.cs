using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>Somebody's words under a post, or in answer to a comment.</summary>
public sealed class Comment
{
    public const int MaxLength = 2_000;

    public Guid Id { get; init; } = RowId.Next();
    public required Guid PostId { get; init; }

    /// <summary>
    /// Its number under the post, given under the post's lock: so comments become visible in this order and no other, and a
    /// reader who knows the last number has missed nothing before it. The order of every list, and the cursor.
    /// </summary>
    public long Position { get; internal set; }
    public Post? Post { get; init; }
    public required Guid AuthorId { get; init; }

    /// <summary>The comment that starts the thread; <c>null</c> for one that does. Threads have one level.</summary>
    public Guid? ParentId { get; init; }
    public required string Body { get; set; }
    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;
    public DateTime? EditedAt { get; set; }
    public string? ClientMutationId { get; init; }

    sealed class Mapping : IEntityTypeConfiguration<Comment>
    {
        public void Configure(EntityTypeBuilder<Comment> comment)
        {
            comment.ToTable("comments");
            comment.Property(c => c.Body).HasMaxLength(MaxLength);
            comment.Property(c => c.ClientMutationId).HasMaxLength(PhotoShareDb.MaxClientMutationIdLength);
            comment.HasIndex(c => new { c.PostId, c.Position }).IsUnique();
            comment.HasIndex(c => new { c.ParentId, c.Position });
            comment.HasIndex(c => new { c.AuthorId, c.ClientMutationId }).IsUnique();
            comment.HasOne(c => c.Post).WithMany().HasForeignKey(c => c.PostId);
            comment.HasOne<User>().WithMany().HasForeignKey(c => c.AuthorId);
            comment.HasOne<Comment>().WithMany().HasForeignKey(c => c.ParentId);
        }
    }
}

/// <summary>A comment was saved under a post. Which one the reader finds by its <see cref="Comment.Position"/>.</summary>
public sealed record CommentAdded(Guid PostId) : Hint;

public static class CommentVisibility
{
    /// <summary>
    /// The comments under the posts that a viewer may see, without those of people with whom they have a block between them. A reply
    /// goes with the comment that it answers: no list would lead to it. For a moderator, also those that were reported to them.
    /// </summary>
    public static IQueryable<Comment> VisibleTo(this DbSet<Comment> comments, Viewer viewer)
    {
        var db = comments.Db();
        var posts = db.Posts.VisibleTo(viewer);
        if (viewer.Id is not { } me) return comments.AsNoTracking().Where(comment => posts.Any(post => post.Id == comment.PostId));
        var apart = db.ApartFrom(me);
        Expression<Func<Comment, bool>> seen = comment => posts.Any(post => post.Id == comment.PostId) && !apart.Contains(comment.AuthorId)
            && (comment.ParentId == null || !db.Comments.Any(parent => parent.Id == comment.ParentId && apart.Contains(parent.AuthorId)));
        if (!viewer.Moderates) return comments.AsNoTracking().Where(seen);
        var reported = db.ReportedTo(me, ReportSubject.Comment);
        return comments.AsNoTracking().Where(seen.Or(comment => reported.Contains(comment.Id)));
    }
}
