using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>What is wrong with the chain.</summary>
public enum AuditFault
{
    /// <summary>The row's content is not what was written.</summary>
    Changed,

    /// <summary>A row that stood at this place is gone.</summary>
    Missing,

    /// <summary>The row does not follow the one before it: something was put in, taken out or moved.</summary>
    OutOfOrder,

    /// <summary>The blob store knows of more rows than there are, or of another one at this place.</summary>
    CutOff,
}

/// <summary>How the chain was found.</summary>
/// <param name="Rows">How many rows were read.</param>
/// <param name="Fault">What is wrong first; <c>null</c> while all is well.</param>
/// <param name="Position">Where that is.</param>
/// <param name="EventId">The row there, if there is one.</param>
public sealed record AuditVerdict(long Rows, AuditFault? Fault = null, long Position = 0, Guid? EventId = null)
{
    public bool Holds => Fault is null;
}

/// <summary>Reads the chain again and computes every link anew.</summary>
public sealed class AuditVerification(PhotoShareDb db, AuditKeys keys, IBlobStore blobs)
{
    const int PageSize = 1_000;

    /// <param name="last">Only so many rows at the end; by default all.</param>
    public async Task<AuditVerdict> Verify(CancellationToken ct, long last = long.MaxValue)
    {
        // First what was told, and then the rows: what is told later can only be further on.
        var anchor = await AuditAnchor.Read(blobs, keys, ct);
        var end = await db.AuditEvents.MaxAsync(e => e.Position, ct) ?? 0;
        var position = Math.Max(0, end - last);
        var before = position == 0 ? AuditKeys.Beginning : await db.AuditEvents.Where(e => e.Position == position).Select(e => e.Hash).SingleOrDefaultAsync(ct) ?? [];
        var rows = 0L;
        while (await Page(position, ct) is { Count: > 0 } page)
        {
            foreach (var row in page)
            {
                rows++;
                var fault = FaultOf(row, position + 1, before) ?? (anchor?.Position == row.Position && !Same(anchor!.Hash, row.Hash) ? AuditFault.CutOff : null);
                if (fault is not null) return new AuditVerdict(rows, fault, position + 1, row.Position == position + 1 ? row.Id : null);
                (position, before) = (position + 1, row.Hash!);
            }
        }
        return anchor?.Position > position ? new AuditVerdict(rows, AuditFault.CutOff, position + 1) : new AuditVerdict(rows);
    }

    AuditFault? FaultOf(AuditEvent row, long position, byte[] before) =>
        row.Position != position ? AuditFault.Missing
        : !Same(keys.MacOf(row), row.Mac) ? AuditFault.Changed
        : !Same(keys.Link(position, before, row.Mac), row.Hash) ? AuditFault.OutOfOrder
        : null;

    Task<List<AuditEvent>> Page(long after, CancellationToken ct) =>
        db.AuditEvents.AsNoTracking().Where(e => e.Position > after).OrderBy(e => e.Position).Take(PageSize).ToListAsync(ct);

    static bool Same(byte[] one, byte[]? other) => one.AsSpan().SequenceEqual(other);
}
