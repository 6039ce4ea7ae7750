using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PhotoShare;

/// <summary>
/// Written with a transaction's changes, so that whoever lost the answer to its commit can see whether it was carried out. Only where
/// the database is elsewhere; see <see cref="Transactions"/>.
/// </summary>
public sealed class Receipt
{
    public required Guid Id { get; init; }
    public DateTime CreatedAt { get; init; } = DateTime.UtcNow;

    sealed class Mapping : IEntityTypeConfiguration<Receipt>
    {
        public void Configure(EntityTypeBuilder<Receipt> receipt)
        {
            receipt.ToTable("receipts");
            receipt.HasIndex(r => r.CreatedAt);
        }
    }
}

/// <summary>Receipts of transactions, thrown away when nobody asks for them any more.</summary>
public sealed class Receipts(PhotoShareDb db)
{
    /// <summary>Many times longer than anybody tries.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    /// <summary>Run now and then by a worker.</summary>
    public Task<int> Forget(CancellationToken ct)
    {
        var before = DateTime.UtcNow - Kept;
        return db.Set<Receipt>().Where(r => r.CreatedAt < before).ExecuteDeleteAsync(ct);
    }
}
