using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>The keys of one period: one that signs what apps are told, and one that seals their tokens. Both lie sealed under the instance's secret.</summary>
public sealed class AppKey
{
    /// <summary>Counts up from 1, so that of two servers that make the next one only one does.</summary>
    public required int Id { get; init; }

    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;

    /// <summary>An RSA key (PKCS #8), sealed.</summary>
    public required byte[] Signing { get; init; }

    /// <summary>256 bits, sealed.</summary>
    public required byte[] Encryption { get; init; }

    sealed class Mapping : IEntityTypeConfiguration<AppKey>
    {
        public void Configure(EntityTypeBuilder<AppKey> key)
        {
            key.ToTable("app_keys");
            key.Property(k => k.Id).ValueGeneratedNever();
        }
    }
}
