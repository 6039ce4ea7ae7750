using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>What somebody is told, like things together: "ann and 3 others like your post". What happens after it was read begins a new one.</summary>
public sealed class Notification
{
    public Guid Id { get => RowId.Once(ref field); init; }
    public required Guid RecipientId { get; init; }
    public required NotificationKind Kind { get; init; }
    public Guid? PostId { get; init; }
    public Guid? CommentId { get; init; }
    public Guid? PhotoId { get; init; }

    /// <summary>The <see cref="ModerationAction"/> that it tells of.</summary>
    public Guid? ActionId { get; init; }

    /// <summary>Its number among the recipient's, given anew whenever something is folded in; under the recipient's lock, so in the order of the saves.</summary>
    public required long Position { get; set; }

    /// <summary>When the last thing in it happened.</summary>
    public required DateTime UpdatedAt { get; set; }
    public DateTime? ReadAt { get; set; }

    public ICollection<NotificationCause> Causes { get; } = [];

    sealed class Mapping : IEntityTypeConfiguration<Notification>
    {
        public void Configure(EntityTypeBuilder<Notification> notification)
        {
            notification.ToTable("notifications");
            notification.Property(n => n.Kind).HasConversion<string>().HasMaxLength(32);
            notification.HasIndex(n => new { n.RecipientId, n.Position }).IsUnique();
            notification.HasIndex(n => new { n.RecipientId, n.Kind }).HasFilter("read_at IS NULL").HasDatabaseName("ix_notifications_unread");
            notification.HasIndex(n => n.PostId);
            notification.HasIndex(n => n.CommentId);
            notification.HasIndex(n => n.PhotoId);
            notification.HasOne<User>().WithMany().HasForeignKey(n => n.RecipientId);
            notification.HasOne<Post>().WithMany().HasForeignKey(n => n.PostId).OnDelete(DeleteBehavior.Cascade);
            notification.HasOne<Comment>().WithMany().HasForeignKey(n => n.CommentId).OnDelete(DeleteBehavior.Cascade);
            notification.HasOne<Photo>().WithMany().HasForeignKey(n => n.PhotoId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>What a notification tells.</summary>
public enum NotificationKind
{
    /// <summary>Somebody likes your post or comment.</summary>
    Like,

    /// <summary>Somebody commented on your post.</summary>
    Comment,

    /// <summary>Somebody answered your comment.</summary>
    Reply,

    /// <summary>Somebody follows you.</summary>
    Follow,

    /// <summary>Somebody asks to follow you.</summary>
    FollowRequest,

    /// <summary>Somebody let you follow them.</summary>
    FollowAccepted,

    /// <summary>Somebody named you in a caption or a comment.</summary>
    Mention,

    /// <summary>Your photo is ready.</summary>
    PhotoReady,

    /// <summary>Your photo could not be processed.</summary>
    PhotoFailed,

    /// <summary>The moderators decided about something of yours.</summary>
    Moderation,
}
