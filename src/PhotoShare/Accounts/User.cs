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
            user.HasIndex(u => u.NormalizedEmail).IsUnique();
        }
    }
}

public static class UserVisibility
{
    /// <summary>The people that a viewer may know of. A private account is known; its posts are not.</summary>
    public static IQueryable<User> VisibleTo(this DbSet<User> users, Viewer viewer) => users.AsNoTracking();
}
