using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>
/// How a removed image looks, to know it again. Its 64-bit perceptual hash lies in four quarters with an index each: two hashes that differ in
/// few bits have a quarter that differs in next to none (Norouzi, Punjani, Fleet: Fast Search in Hamming Space with Multi-Index Hashing, CVPR 2012).
/// </summary>
public sealed class RemovedImage
{
    public Guid Id { get => RowId.Once(ref field); init; }

    /// <summary>The action that removed it.</summary>
    public required Guid ActionId { get; init; }
    public required long Hash { get; init; }
    public required int First { get; init; }
    public required int Second { get; init; }
    public required int Third { get; init; }
    public required int Fourth { get; init; }
    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;

    public static RemovedImage Of(long hash, Guid action) =>
        new() { ActionId = action, Hash = hash, First = Quarter(hash, 0), Second = Quarter(hash, 1), Third = Quarter(hash, 2), Fourth = Quarter(hash, 3) };

    internal static int Quarter(long hash, int place) => (int)((ulong)hash >> (48 - 16 * place)) & 0xFFFF;

    sealed class Mapping : IEntityTypeConfiguration<RemovedImage>
    {
        public void Configure(EntityTypeBuilder<RemovedImage> image)
        {
            image.ToTable("removed_images");
            image.HasIndex(i => i.First);
            image.HasIndex(i => i.Second);
            image.HasIndex(i => i.Third);
            image.HasIndex(i => i.Fourth);
            image.HasIndex(i => i.ActionId);
        }
    }
}
