using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>Somebody wants nothing to do with somebody: neither sees the other's posts, comments or likes, from the next request on.</summary>
public sealed class Block
{
    public Guid Id { get => RowId.Once(ref field); init; }
    public required Guid BlockerId { get; init; }
    public required Guid BlockedId { get; init; }
    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;

    sealed class Mapping : IEntityTypeConfiguration<Block>
    {
        public void Configure(EntityTypeBuilder<Block> block)
        {
            block.ToTable("blocks", t => t.HasCheckConstraint("ck_blocks_self", "blocker_id <> blocked_id"));
            block.HasIndex(b => new { b.BlockerId, b.BlockedId }).IsUnique();
            block.HasIndex(b => new { b.BlockedId, b.BlockerId });
            block.HasIndex(b => new { b.BlockerId, b.Id });
            block.HasOne<User>().WithMany().HasForeignKey(b => b.BlockerId);
            block.HasOne<User>().WithMany().HasForeignKey(b => b.BlockedId);
        }
    }
}
