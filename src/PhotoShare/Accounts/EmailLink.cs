using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>A link that was mailed to an address, to be opened once. Its secret is computed from its id and lies nowhere.</summary>
public sealed class EmailLink
{
    public Guid Id { get => RowId.Once(ref field); init; }
    public required Guid UserId { get; init; }
    public required EmailLinkPurpose Purpose { get; init; }

    /// <summary>The address that it goes to and is about, sealed under the person's key.</summary>
    public required byte[] SealedEmail { get; init; }

    /// <summary>Its HMAC, as in <see cref="User.EmailIndex"/>.</summary>
    public required byte[] EmailIndex { get; init; }
    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;
    public required DateTime ExpiresAt { get; init; }

    sealed class Mapping : IEntityTypeConfiguration<EmailLink>
    {
        public void Configure(EntityTypeBuilder<EmailLink> link)
        {
            link.ToTable("email_links");
            link.Property(l => l.Purpose).HasConversion<string>().HasMaxLength(16);
            link.Property(l => l.EmailIndex).HasMaxLength(32);
            link.HasIndex(l => new { l.UserId, l.Id });
            link.HasIndex(l => l.ExpiresAt);
            link.HasOne<User>().WithMany().HasForeignKey(l => l.UserId);
        }
    }
}

/// <summary>What opening a link does.</summary>
public enum EmailLinkPurpose
{
    /// <summary>Makes its address the person's, confirmed.</summary>
    Confirm,

    /// <summary>Puts its address back, which was the person's before, and signs out everywhere.</summary>
    Undo,
}
