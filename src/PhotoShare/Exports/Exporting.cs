using System.IO.Pipelines;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>An export that a worker holds until its lease ends.</summary>
/// <param name="Attempt">From 1.</param>
public sealed record ExportClaim(Guid ExportId, Guid UserId, Guid LeaseId, int Attempt)
{
    public string Key => BlobKeys.Export(UserId, ExportId);
}

/// <summary>
/// From asked for to ready. Workers call it and no person. Claimed by a conditional update with a lease that is prolonged while the
/// file grows: a worker that dies gives the export back by doing nothing, and the next one begins anew.
/// </summary>
public sealed class Exporting(PhotoShareDb db, ExportWriter writer, IBlobStore blobs, Settings settings)
{
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>Takes the oldest export that waits; <c>null</c> when none does. One whose attempts are used up fails instead.</summary>
    public async Task<ExportClaim?> Claim(CancellationToken ct)
    {
        while (true)
        {
            var (now, most) = (DateTime.UtcNow, settings.Exports.MaxAttempts);
            await Free(now).Where(e => e.Attempts >= most).ExecuteUpdateAsync(set => set.SetProperty(e => e.Status, ExportStatus.Failed).SetProperty(e => e.LeaseId, (Guid?)null), ct);
            var waiting = await Free(now).OrderBy(e => e.Id).Select(e => new { e.Id, e.UserId, e.Attempts }).FirstOrDefaultAsync(ct);
            if (waiting is null) return null;

            var leaseId = Guid.NewGuid();
            var claimed = await Free(now).Where(e => e.Id == waiting.Id).ExecuteUpdateAsync(set => set
                .SetProperty(e => e.LeaseId, leaseId)
                .SetProperty(e => e.LeaseUntil, now + Lease)
                .SetProperty(e => e.Attempts, e => e.Attempts + 1), ct);
            if (claimed == 1) return new ExportClaim(waiting.Id, waiting.UserId, leaseId, waiting.Attempts + 1);
            // Another worker was faster; look for the next one.
        }
    }

    /// <summary>Writes the file and makes the export ready. The bytes go to the store as they come; nothing of them is kept here.</summary>
    public async Task Make(ExportClaim claim, CancellationToken ct)
    {
        var pipe = new Pipe();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var storing = Store(claim, pipe.Reader, ending);
        try
        {
            await using (var target = pipe.Writer.AsStream(leaveOpen: true)) await writer.Write(claim.UserId, target, (photos, done) => Prolong(claim, photos, done, ending.Token), ending.Token);
            await pipe.Writer.CompleteAsync();
        }
        catch (Exception failure)
        {
            // The store must not take what was written so far for the whole.
            await pipe.Writer.CompleteAsync(failure);
            // Where the store failed first, its reason is the one.
            await storing;
            throw;
        }
        await storing;
        await Ready(claim, ct);
    }

    /// <summary>It could not be made this time: it waits again, or fails for good after the last attempt.</summary>
    public Task Fault(ExportClaim claim, CancellationToken ct)
    {
        var status = claim.Attempt < settings.Exports.MaxAttempts ? ExportStatus.Pending : ExportStatus.Failed;
        return Held(claim).ExecuteUpdateAsync(set => set.SetProperty(e => e.Status, status).SetProperty(e => e.LeaseUntil, (DateTime?)null).SetProperty(e => e.LeaseId, (Guid?)null), ct);
    }

    /// <summary>Gives an export back unfinished because the server stops; the attempt does not count.</summary>
    public Task Release(ExportClaim claim, CancellationToken ct) => Held(claim).ExecuteUpdateAsync(set => set
        .SetProperty(e => e.Attempts, e => e.Attempts - 1).SetProperty(e => e.LeaseUntil, (DateTime?)null).SetProperty(e => e.LeaseId, (Guid?)null), ct);

    async Task Store(ExportClaim claim, PipeReader reader, CancellationTokenSource ending)
    {
        try
        {
            await using var content = reader.AsStream();
            await blobs.Put(claim.Key, content, BlobKey.ContentType(claim.Key), ending.Token);
        }
        catch
        {
            // Whoever writes would wait for a reader that is gone.
            await ending.CancelAsync();
            throw;
        }
    }

    async Task Prolong(ExportClaim claim, int photos, int done, CancellationToken ct)
    {
        var until = DateTime.UtcNow + Lease;
        if (await Held(claim).ExecuteUpdateAsync(set => set.SetProperty(e => e.LeaseUntil, until).SetProperty(e => e.PhotoCount, photos).SetProperty(e => e.PhotosDone, done), ct) == 0)
            throw new InvalidOperationException($"The lease of the export {claim.ExportId} was lost.");
    }

    async Task Ready(ExportClaim claim, CancellationToken ct)
    {
        var (now, size) = (DateTime.UtcNow, await blobs.Size(claim.Key, ct));
        var ready = await Held(claim).ExecuteUpdateAsync(set => set
            .SetProperty(e => e.Status, ExportStatus.Ready)
            .SetProperty(e => e.ByteSize, size)
            .SetProperty(e => e.PhotosDone, e => e.PhotoCount)
            .SetProperty(e => e.ReadyAt, now)
            .SetProperty(e => e.LeaseUntil, (DateTime?)null)
            .SetProperty(e => e.LeaseId, (Guid?)null), ct);
        if (ready > 0 || await db.Exports.AnyAsync(e => e.Id == claim.ExportId, ct)) return;
        // Its person is gone, and their export with them.
        db.Add(new BlobDeletion { Key = claim.Key });
        await db.SaveChangesAsync(ct);
    }

    IQueryable<Export> Free(DateTime now) => db.Exports.Where(e => e.Status == ExportStatus.Pending && (e.LeaseUntil == null || e.LeaseUntil < now));

    IQueryable<Export> Held(ExportClaim claim) => db.Exports.Where(e => e.Id == claim.ExportId && e.LeaseId == claim.LeaseId && e.Status == ExportStatus.Pending);
}
