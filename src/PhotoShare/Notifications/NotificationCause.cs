using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>
/// Something happened that concerns somebody: written in the same save as what happened, and gone with it. A worker folds it
/// into a <see cref="Notification"/>, so that whoever likes a post waits for nobody else who does.
/// </summary>
public sealed class NotificationCause
{
    public Guid Id { get => RowId.Once(ref field); init; }
    public required Guid RecipientId { get; init; }

    /// <summary>Who did it; <c>null</c> where nobody in particular did.</summary>
    public Guid? ActorId { get; init; }
    public required NotificationKind Kind { get; init; }

    /// <summary>What it is about; a comment's post is set too.</summary>
    public Guid? PostId { get; init; }
    public Guid? CommentId { get; init; }
    public Guid? PhotoId { get; init; }

    /// <summary>The <see cref="ModerationAction"/> that it tells of.</summary>
    public Guid? ActionId { get; init; }

    /// <summary>The like or the follow that it is: taken back, it never was.</summary>
    public Guid? LikeId { get; init; }
    public Guid? FollowId { get; init; }

    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;

    /// <summary>Where it is told; <c>null</c> until a worker has folded it in.</summary>
    public Guid? NotificationId { get; set; }

    sealed class Mapping : IEntityTypeConfiguration<NotificationCause>
    {
        public void Configure(EntityTypeBuilder<NotificationCause> cause)
        {
            cause.ToTable("notification_causes");
            cause.Property(c => c.Kind).HasConversion<string>().HasMaxLength(32);
            cause.HasIndex(c => c.RecipientId).HasFilter("notification_id IS NULL").HasDatabaseName("ix_notification_causes_waiting");
            cause.HasIndex(c => new { c.NotificationId, c.Id });
            cause.HasIndex(c => c.ActorId);
            cause.HasIndex(c => c.PostId);
            cause.HasIndex(c => c.CommentId);
            cause.HasIndex(c => c.PhotoId);
            cause.HasIndex(c => c.LikeId);
            cause.HasIndex(c => c.FollowId);
            cause.HasOne<User>().WithMany().HasForeignKey(c => c.RecipientId);
            cause.HasOne<User>().WithMany().HasForeignKey(c => c.ActorId).OnDelete(DeleteBehavior.Cascade);
            cause.HasOne<Post>().WithMany().HasForeignKey(c => c.PostId).OnDelete(DeleteBehavior.Cascade);
            cause.HasOne<Comment>().WithMany().HasForeignKey(c => c.CommentId).OnDelete(DeleteBehavior.Cascade);
            cause.HasOne<Photo>().WithMany().HasForeignKey(c => c.PhotoId).OnDelete(DeleteBehavior.Cascade);
            cause.HasOne<Like>().WithMany().HasForeignKey(c => c.LikeId).OnDelete(DeleteBehavior.Cascade);
            cause.HasOne<Follow>().WithMany().HasForeignKey(c => c.FollowId).OnDelete(DeleteBehavior.Cascade);
            cause.HasOne<Notification>().WithMany(n => n.Causes).HasForeignKey(c => c.NotificationId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
