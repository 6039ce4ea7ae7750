using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>An import that a worker holds until its lease ends.</summary>
/// <param name="Attempt">From 1.</param>
public sealed record ImportClaim(Guid ImportId, Guid UserId, Guid LeaseId, int Attempt);

/// <summary>
/// From arrived to taken apart. Workers call it and no person. Claimed by a conditional update with a lease that is prolonged with the
/// things that are done: a worker that dies gives the import back by doing nothing, and the next one goes on behind the last thing.
/// </summary>
public sealed class Importing(PhotoShareDb db, ImportedPosts posts, ImportedRest rest, IBlobStore blobs, Settings settings)
{
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>Takes the oldest import that waits; <c>null</c> when none does. One whose attempts are used up fails instead.</summary>
    public async Task<ImportClaim?> Claim(CancellationToken ct)
    {
        while (true)
        {
            var (now, most) = (DateTime.UtcNow, settings.Imports.MaxAttempts);
            foreach (var import in await Free(now).Where(i => i.Attempts >= most).Select(i => new { i.Id, i.UserId }).ToListAsync(ct))
                await End(import.Id, import.UserId, Free(now).Where(i => i.Id == import.Id), ImportReason.Failed, ct);
            var waiting = await Free(now).OrderBy(i => i.Id).Select(i => new { i.Id, i.UserId, i.Attempts }).FirstOrDefaultAsync(ct);
            if (waiting is null) return null;

            var leaseId = Guid.NewGuid();
            var claimed = await Free(now).Where(i => i.Id == waiting.Id).ExecuteUpdateAsync(set => set
                .SetProperty(i => i.LeaseId, leaseId)
                .SetProperty(i => i.LeaseUntil, now + Lease)
                .SetProperty(i => i.Attempts, i => i.Attempts + 1), ct);
            if (claimed == 1) return new ImportClaim(waiting.Id, waiting.UserId, leaseId, waiting.Attempts + 1);
            // Another worker was faster; look for the next one.
        }
    }

    /// <summary>Takes the import apart, and says of each thing in it what became of it.</summary>
    public async Task Take(ImportClaim claim, CancellationToken ct)
    {
        var run = await ImportRun.Begin(db, claim, () => Prolong(claim, ct), settings.Imports, ct);
        try
        {
            var zips = await ImportZips.Open(run, blobs, settings.Imports, ct);
            var copy = await ImportedCopy.In(zips, settings.Imports, ct);
            await Held(claim).ExecuteUpdateAsync(set => set.SetProperty(i => i.Source, copy.Source).SetProperty(i => i.ItemCount, 0), ct);
            var count = await copy.Count(ct);
            if (count > settings.Imports.MaxItems) throw new NotTaken(ImportReason.TooManyItems);
            await Held(claim).ExecuteUpdateAsync(set => set.SetProperty(i => i.ItemCount, count), ct);
            await posts.Take(run, copy, ct);
            await rest.Take(run, copy, ct);
            await End(claim.ImportId, claim.UserId, Held(claim), null, ct);
        }
        catch (NotTaken whole)
        {
            db.ChangeTracker.Clear();
            await End(claim.ImportId, claim.UserId, Held(claim), whole.Reason, ct);
        }
    }

    /// <summary>It could not be finished this time: it waits again, or fails for good after the last attempt.</summary>
    public async Task Fault(ImportClaim claim, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (claim.Attempt >= settings.Imports.MaxAttempts) await End(claim.ImportId, claim.UserId, Held(claim), ImportReason.Failed, ct);
        else await Held(claim).ExecuteUpdateAsync(set => set.SetProperty(i => i.LeaseUntil, DateTime.UtcNow.AddSeconds(10)).SetProperty(i => i.LeaseId, (Guid?)null), ct);
    }

    /// <summary>Gives an import back unfinished because the server stops; the attempt does not count.</summary>
    public Task Release(ImportClaim claim, CancellationToken ct) => Held(claim).ExecuteUpdateAsync(set => set
        .SetProperty(i => i.Attempts, i => i.Attempts - 1).SetProperty(i => i.LeaseUntil, (DateTime?)null).SetProperty(i => i.LeaseId, (Guid?)null), ct);

    async Task Prolong(ImportClaim claim, CancellationToken ct)
    {
        var until = DateTime.UtcNow + Lease;
        if (await Held(claim).ExecuteUpdateAsync(set => set.SetProperty(i => i.LeaseUntil, until), ct) == 0) throw new LeaseLost();
    }

    /// <summary>Says that it is over, and has its files deleted: what they held is here, or can be sent again.</summary>
    Task End(Guid importId, Guid userId, IQueryable<Import> held, ImportReason? failure, CancellationToken ct) => db.Atomically(async () =>
    {
        var (now, status) = (DateTime.UtcNow, failure is null ? ImportStatus.Done : ImportStatus.Failed);
        if (await held.ExecuteUpdateAsync(set => set
            .SetProperty(i => i.Status, status)
            .SetProperty(i => i.Failure, failure)
            .SetProperty(i => i.FinishedAt, now)
            .SetProperty(i => i.LeaseUntil, (DateTime?)null)
            .SetProperty(i => i.LeaseId, (Guid?)null), ct) == 0) return;
        db.Add(new BlobDeletion { Key = BlobKeys.Import(userId, importId) });
        await db.SaveChangesAsync(ct);
    }, ct);

    IQueryable<Import> Free(DateTime now) => db.Imports.Where(i => i.Status == ImportStatus.Pending && (i.LeaseUntil == null || i.LeaseUntil < now));

    IQueryable<Import> Held(ImportClaim claim) => db.Imports.Where(i => i.Id == claim.ImportId && i.LeaseId == claim.LeaseId && i.Status == ImportStatus.Pending);
}

/// <summary>The import was ended by its owner, or another worker has it.</summary>
public sealed class LeaseLost() : Exception("The lease of an import was lost.");
