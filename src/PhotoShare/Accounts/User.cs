using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>
/// A person. Identity's columns (name, password hash, lockout) and what others see of them. Identity's own <c>Email</c> and <c>PhoneNumber</c>
/// are in no column: see <see cref="SealedUserStore"/>.
/// </summary>
public sealed class User : IdentityUser<Guid>, IPerson
{
    public const int MaxUsernameLength = 30;
    public const int MaxDisplayNameLength = 60;
    public const int MaxBioLength = 500;
    const int EmailIndexSize = 32;

    public override Guid Id { get => RowId.Once(ref field); set; }

    public string Username => UserName!;

    /// <summary>E-mail address and phone number, sealed under the person's key.</summary>
    public byte[]? SealedEmail { get; set; }
    public byte[]? SealedPhone { get; set; }

    /// <summary>What the normalized e-mail address is found by: its HMAC-SHA256 under the instance's key, 32 bytes.</summary>
    public byte[]? EmailIndex { get; set; }

    /// <summary>In memory alone, of a new account: whether nobody else has the address. Of a saved one, whether there is an <see cref="EmailIndex"/>.</summary>
    internal bool IsFoundByEmail { get; set; } = true;

    public string? DisplayName { get; set; }
    public string? Bio { get; set; }

    /// <summary>Whether only accepted followers see this person's posts.</summary>
    public bool IsPrivate { get; set; }

    /// <summary>Whose comments one's posts take, and whose mentions reach one.</summary>
    public Audience WhoCanComment { get; set; }
    public Audience WhoCanMention { get; set; }

    /// <summary>Whether nobody else sees how many like one's posts, nor who.</summary>
    public bool HidesLikes { get; set; }

    /// <summary>Whether what the camera wrote is shown with new photos.</summary>
    public bool ShowExifByDefault { get; set; }
    public bool EmailNotifications { get; set; } = true;
    public bool PushNotifications { get; set; } = true;

    public UserRole Role { get; set; }

    /// <summary>Until when moderators let this person say nothing.</summary>
    public DateTime? SuspendedUntil { get; set; }

    /// <summary>Since when moderators keep this person out: they cannot sign in, and nobody sees what is theirs.</summary>
    public DateTime? BannedAt { get; set; }

    /// <summary>
    /// The time step (RFC 6238: of 30 s since 1970) of the last authenticator code that was taken. Neither it nor one before is taken again.
    /// </summary>
    public long LastCodeStep { get; set; }

    /// <summary>When the account is to be deleted, as its person asked: until then they can come back, and nobody sees what is theirs.</summary>
    public DateTime? LeavesAt { get; set; }

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
            user.Ignore(u => u.IsFoundByEmail);
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
            user.Property(u => u.EmailIndex).HasMaxLength(EmailIndexSize);
            user.HasIndex(u => u.EmailIndex).IsUnique();
            user.HasIndex(u => u.BannedAt).HasFilter("banned_at IS NOT NULL");
            user.HasIndex(u => u.LeavesAt).HasFilter("leaves_at IS NOT NULL");
            user.HasIndex(u => u.SuspendedUntil).HasFilter("suspended_until IS NOT NULL");
            user.HasIndex(u => u.Role).HasFilter("role <> 'Member'");
            foreach (var inMemory in (string[])[nameof(Email), nameof(NormalizedEmail), nameof(PhoneNumber)]) Unmap(user, inMemory);
            user.Property<string?>(PlainFields.Email).HasColumnName("email").HasMaxLength(256);
            user.Property<string?>(PlainFields.NormalizedEmail).HasColumnName("normalized_email").HasMaxLength(256);
            user.Property<string?>(PlainFields.Phone).HasColumnName("phone_number");
        }

        /// <summary>Identity has mapped it before; to ignore it alone would be warned of at each start.</summary>
        static void Unmap(EntityTypeBuilder<User> user, string property)
        {
            var mapped = user.Metadata.FindProperty(property)!;
            foreach (var index in mapped.GetContainingIndexes().ToList()) user.Metadata.RemoveIndex(index);
            user.Metadata.RemoveProperty(mapped);
            user.Ignore(property);
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
    /// <summary>
    /// The people that a viewer may know of: all but those who blocked them, are banned or about to leave; for a moderator everyone. A
    /// private account is known; its posts are not.
    /// </summary>
    public static IQueryable<User> VisibleTo(this DbSet<User> users, Viewer viewer) => users.KnownTo(viewer);

    /// <inheritdoc cref="VisibleTo(DbSet{User}, Viewer)"/>
    public static IQueryable<KnownPerson> VisibleTo(this DbSet<KnownPerson> people, Viewer viewer) => people.KnownTo(viewer);

    static IQueryable<T> KnownTo<T>(this DbSet<T> people, Viewer viewer) where T : class, IPerson
    {
        var all = people.AsNoTracking();
        if (viewer.Id is not { } me) return all.Where(user => user.BannedAt == null && user.LeavesAt == null);
        var db = people.Db();
        var blockers = db.Blocks.Where(b => b.BlockedId == me).Select(b => b.BlockerId);
        // Whoever judges what was reported must see whose it is.
        return viewer.Moderates
            ? all.Where(user => (user.BannedAt == null && user.LeavesAt == null && !blockers.Contains(user.Id)) || db.Users.Any(u => u.Id == me && u.Role != UserRole.Member))
            : all.Where(user => user.BannedAt == null && user.LeavesAt == null && !blockers.Contains(user.Id));
    }
}
