using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>Somebody keeps somebody out of their feed and their notifications; the other does not learn of it.</summary>
public sealed class Mute
{
    public Guid Id { get => RowId.Once(ref field); init; }
    public required Guid MuterId { get; init; }
    public required Guid MutedId { get; init; }
    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;

    sealed class Mapping : IEntityTypeConfiguration<Mute>
    {
        public void Configure(EntityTypeBuilder<Mute> mute)
        {
            mute.ToTable("mutes", t => t.HasCheckConstraint("ck_mutes_self", "muter_id <> muted_id"));
            mute.HasIndex(m => new { m.MuterId, m.MutedId }).IsUnique();
            mute.HasIndex(m => new { m.MuterId, m.Id });
            mute.HasOne<User>().WithMany().HasForeignKey(m => m.MuterId);
            mute.HasOne<User>().WithMany().HasForeignKey(m => m.MutedId);
        }
    }
}
