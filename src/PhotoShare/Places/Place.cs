using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>A place that posts name: given by people, never read out of a photo.</summary>
public sealed class Place
{
    public const int MaxNameLength = 100;

    public Guid Id { get => RowId.Once(ref field); init; }
    public required string Name { get; init; }

    /// <summary><see cref="Name"/> in lower case, its spaces single: what makes two the same, with a point close by.</summary>
    public required string NormalizedName { get; init; }

    /// <summary>Degrees north, −90 to 90 (WGS 84).</summary>
    public required double Latitude { get; init; }

    /// <summary>Degrees east, −180 to 180 (WGS 84).</summary>
    public required double Longitude { get; init; }

    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;

    sealed class Mapping : IEntityTypeConfiguration<Place>
    {
        public void Configure(EntityTypeBuilder<Place> place)
        {
            place.ToTable("places");
            place.Property(p => p.Name).HasMaxLength(MaxNameLength);
            place.Property(p => p.NormalizedName).HasMaxLength(MaxNameLength);
            place.HasIndex(p => p.NormalizedName);
        }
    }
}
