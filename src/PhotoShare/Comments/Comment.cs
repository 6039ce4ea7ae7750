using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>Somebody's words under a post, or in answer to a comment.</summary>
public sealed class Comment
{
    public const int MaxLength = 2_000;

    public Guid Id { get => RowId.Once(ref field); init; }
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

    /// <summary>When moderators hid it from all but its author and themselves.</summary>
    public DateTime? HiddenAt { get; set; }

    /// <summary>When the post's author let everybody see it, though they restricted who wrote it.</summary>
    public DateTime? ApprovedAt { get; set; }

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
            comment.HasIndex(c => c.HiddenAt).HasFilter("hidden_at IS NOT NULL");
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
    /// The comments under the posts that a viewer may see, without those of people with whom they have a block between them or who are
    /// banned, without what moderators hid of others, and without what the post's author has not approved of people whom they restricted,
    /// but for the two themselves. A reply goes with the comment that it answers: no list would lead to it. For a
    /// moderator, also those that were hidden or reported to them.
    /// </summary>
    public static IQueryable<Comment> VisibleTo(this DbSet<Comment> comments, Viewer viewer)
    {
        var posts = comments.Db().Posts.VisibleTo(viewer);
        return comments.AsNoTracking().Where(comments.Unblocked(viewer).And(comment => posts.Any(post => post.Id == comment.PostId)).OrToJudge(viewer, comments.Db()));
    }

    /// <summary>
    /// The same of posts that are known to be visible to the viewer, for a count under each of them: what is true of the post need not be
    /// asked of every comment.
    /// </summary>
    public static IQueryable<Comment> CountedFor(this DbSet<Comment> comments, Viewer viewer) =>
        comments.AsNoTracking().Where(comments.Unblocked(viewer).OrToJudge(viewer, comments.Db()));

    static Expression<Func<Comment, bool>> Unblocked(this DbSet<Comment> comments, Viewer viewer)
    {
        var db = comments.Db();
        var (me, apart) = (viewer.Id, db.ApartFrom(viewer));
        return comment => !apart.Contains(comment.AuthorId)
            && (comment.AuthorId == me || (comment.HiddenAt == null
                && (comment.ApprovedAt != null || !db.Restrictions.Any(r => r.RestrictedId == comment.AuthorId && r.RestricterId != me
                    && db.Posts.Any(post => post.Id == comment.PostId && post.AuthorId == r.RestricterId)))))
            && (comment.ParentId == null || !comments.Any(parent => parent.Id == comment.ParentId
                && (apart.Contains(parent.AuthorId) || (parent.AuthorId != me && (parent.HiddenAt != null
                    || (parent.ApprovedAt == null && db.Restrictions.Any(r => r.RestrictedId == parent.AuthorId && r.RestricterId != me
                        && db.Posts.Any(post => post.Id == parent.PostId && post.AuthorId == r.RestricterId))))))));
    }

    static Expression<Func<Comment, bool>> OrToJudge(this Expression<Func<Comment, bool>> seen, Viewer viewer, PhotoShareDb db)
    {
        if (viewer is not { Moderates: true, Id: { } me }) return seen;
        var toJudge = db.CommentsToJudge(me);
        return seen.Or(comment => toJudge.Contains(comment.Id));
    }
}
