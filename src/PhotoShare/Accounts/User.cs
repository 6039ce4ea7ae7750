using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>A person. Identity's columns (name, e-mail, password hash, lockout) and what others see of them.</summary>
public sealed class User : IdentityUser<Guid>
{
    public const int MaxUsernameLength = 30;
    public const int MaxDisplayNameLength = 60;
    public const int MaxBioLength = 500;

    public User() => Id = RowId.Next();

    public string Username => UserName!;
    public string? DisplayName { get; set; }
    public string? Bio { get; set; }

    /// <summary>Whether only accepted followers see this person's posts.</summary>
    public bool IsPrivate { get; set; }

    /// <summary>Whose comments one's posts take, and whose mentions reach one.</summary>
    public Audience WhoCanComment { get; set; }
    public Audience WhoCanMention { get; set; }

    /// <summary>Whether what the camera wrote is shown with new photos.</summary>
    public bool ShowExifByDefault { get; set; }
    public bool EmailNotifications { get; set; } = true;
    public bool PushNotifications { get; set; } = true;

    public UserRole Role { get; set; }

    /// <summary>The photo of their own that stands for them.</summary>
    public Guid? AvatarPhotoId { get; set; }
    public Photo? AvatarPhoto { get; init; }

    /// <summary>The last number that a notification of theirs was given; its row is the lock under which they are numbered.</summary>
    public long NotificationPosition { get; set; }

    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;

    /// <summary>Who follows this person, requests included.</summary>
    public ICollection<Follow> Followers { get; } = [];

    sealed class Mapping : IEntityTypeConfiguration<User>
    {
        public void Configure(EntityTypeBuilder<User> user)
        {
            user.Ignore(u => u.Username);
            user.Property(u => u.UserName).HasMaxLength(MaxUsernameLength).IsRequired();
            user.Property(u => u.NormalizedUserName).HasMaxLength(MaxUsernameLength).IsRequired();
            user.Property(u => u.DisplayName).HasMaxLength(MaxDisplayNameLength);
            user.Property(u => u.Bio).HasMaxLength(MaxBioLength);
            user.Property(u => u.WhoCanComment).HasConversion<string>().HasMaxLength(16).HasDefaultValue(Audience.Everyone);
            user.Property(u => u.WhoCanMention).HasConversion<string>().HasMaxLength(16).HasDefaultValue(Audience.Everyone);
            user.Property(u => u.EmailNotifications).HasDefaultValue(true).HasSentinel(true);
            user.Property(u => u.PushNotifications).HasDefaultValue(true).HasSentinel(true);
            user.Property(u => u.Role).HasConversion<string>().HasMaxLength(16).HasDefaultValue(UserRole.Member);
            user.HasOne(u => u.AvatarPhoto).WithMany().HasForeignKey(u => u.AvatarPhotoId).OnDelete(DeleteBehavior.SetNull);
            user.HasIndex(u => u.NormalizedEmail).IsUnique();
        }
    }
}

/// <summary>Whom somebody lets do something.</summary>
public enum Audience
{
    /// <summary>Everyone who may see it.</summary>
    Everyone,

    /// <summary>The people one follows.</summary>
    Following,

    /// <summary>Nobody but oneself.</summary>
    Nobody,
}

/// <summary>What somebody may do for the whole instance.</summary>
public enum UserRole { Member, Moderator, Admin }

public static class UserVisibility
{
    /// <summary>The people that a viewer may know of: all but those who blocked them; for a moderator everyone. A private account is known; its posts are not.</summary>
    public static IQueryable<User> VisibleTo(this DbSet<User> users, Viewer viewer)
    {
        var all = users.AsNoTracking();
        if (viewer.Id is not { } me) return all;
        var db = users.Db();
        var blockers = db.Blocks.Where(b => b.BlockedId == me).Select(b => b.BlockerId);
        // Whoever judges what was reported must see whose it is.
        return viewer.Moderates
            ? all.Where(user => !blockers.Contains(user.Id) || db.Users.Any(u => u.Id == me && u.Role != UserRole.Member))
            : all.Where(user => !blockers.Contains(user.Id));
    }
}
