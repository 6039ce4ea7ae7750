using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>
/// Somebody keeps somebody's comments under their own posts to the two of them, until they approve one, and their notifications free of
/// them. The other does not learn of it.
/// </summary>
public sealed class Restriction
{
    public Guid Id { get => RowId.Once(ref field); init; }
    public required Guid RestricterId { get; init; }
    public required Guid RestrictedId { get; init; }
    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;

    sealed class Mapping : IEntityTypeConfiguration<Restriction>
    {
        public void Configure(EntityTypeBuilder<Restriction> restriction)
        {
            restriction.ToTable("restrictions", t => t.HasCheckConstraint("ck_restrictions_self", "restricter_id <> restricted_id"));
            restriction.HasIndex(r => new { r.RestrictedId, r.RestricterId }).IsUnique();
            restriction.HasIndex(r => new { r.RestricterId, r.Id });
            restriction.HasOne<User>().WithMany().HasForeignKey(r => r.RestricterId);
            restriction.HasOne<User>().WithMany().HasForeignKey(r => r.RestrictedId);
        }
    }
}
