using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>A personal access token: a person's own key to the API. Only its hash is kept.</summary>
public sealed class AccessToken
{
    public const int MaxNameLength = 60;

    public Guid Id { get => RowId.Once(ref field); init; }
    public required Guid UserId { get; init; }
    public User? User { get; init; }

    /// <summary>What the person calls it, e.g. <c>backup script</c>.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the token. It has 256 random bits, so a slow hash would protect nothing more.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>What it may do; <c>null</c> for all that its person may.</summary>
    public Scopes? Scopes { get; init; }

    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;

    /// <summary>When it stops to hold; <c>null</c> for never.</summary>
    public DateTime? ExpiresAt { get; init; }

    /// <summary>To the minute, so that a busy client does not write on every request.</summary>
    public DateTime? LastUsedAt { get; set; }

    sealed class Mapping : IEntityTypeConfiguration<AccessToken>
    {
        public void Configure(EntityTypeBuilder<AccessToken> token)
        {
            token.ToTable("access_tokens");
            token.Property(t => t.Name).HasMaxLength(MaxNameLength);
            token.Property(t => t.Hash).HasMaxLength(32);
            token.Property(t => t.Scopes).HasConversion(scopes => scopes!.Value.Bits, bits => new Scopes(bits));
            token.HasIndex(t => t.Hash).IsUnique();
            token.HasOne(t => t.User).WithMany().HasForeignKey(t => t.UserId);
        }
    }
}
