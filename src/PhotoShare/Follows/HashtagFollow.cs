using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>Somebody follows a hashtag: its public posts are in their feed.</summary>
public sealed class HashtagFollow
{
    public Guid Id { get => RowId.Once(ref field); init; }
    public required Guid UserId { get; init; }

    /// <summary>The hashtag's name, lower case, without its #.</summary>
    public required string Name { get; init; }
    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;

    sealed class Mapping : IEntityTypeConfiguration<HashtagFollow>
    {
        public void Configure(EntityTypeBuilder<HashtagFollow> follow)
        {
            follow.ToTable("hashtag_follows");
            follow.Property(f => f.Name).HasMaxLength(Markup.MaxHashtagLength);
            follow.HasIndex(f => new { f.UserId, f.Name }).IsUnique();
            follow.HasOne<User>().WithMany().HasForeignKey(f => f.UserId);
        }
    }
}
