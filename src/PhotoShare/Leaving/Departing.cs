using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>A departure that a worker holds until its lease ends.</summary>
public sealed record DepartureClaim(Guid DepartureId, Guid UserId, Guid LeaseId);

/// <summary>What somebody who is gone is sent.</summary>
/// <param name="Address">Their e-mail address, which is nowhere else any more; <c>null</c> where it went before this worker came.</param>
public sealed record LastMail(string? Address, string Language, string Receipt);

/// <summary>
/// Deletes the accounts whose time has come: first the rows, in one transaction with the orders to delete bytes and with what is counted for the
/// receipt; then the key, then the bytes; last it signs the receipt and forgets whose it was. Each step can be done twice, so a worker that dies leaves no half.
/// </summary>
public sealed class Departing(PhotoShareDb db, AccountRows rows, BlobSweeper blobs, Envelope envelope, ReceiptKey key, LeavingSettings settings)
{
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>Takes the account that is due for longest; <c>null</c> when none is.</summary>
    public async Task<DepartureClaim?> Claim(CancellationToken ct)
    {
        while (true)
        {
            var now = DateTime.UtcNow;
            var due = db.Departures.Where(d => d.FinishedAt == null && d.DueAt <= now && (d.LeaseUntil == null || d.LeaseUntil < now));
            if (await due.OrderBy(d => d.DueAt).Select(d => new { d.Id, d.UserId }).FirstOrDefaultAsync(ct) is not { UserId: { } userId } waiting) return null;
            var leaseId = Guid.NewGuid();
            if (await due.Where(d => d.Id == waiting.Id).ExecuteUpdateAsync(set => set.SetProperty(d => d.LeaseId, leaseId).SetProperty(d => d.LeaseUntil, now + Lease), ct) == 1)
                return new DepartureClaim(waiting.Id, userId, leaseId);
            // Another worker was faster; look for the next one.
        }
    }

    /// <summary>Deletes all of it, and gives what is left to be said.</summary>
    public async Task<LastMail> Finish(DepartureClaim claim, CancellationToken ct)
    {
        var address = await DeleteRows(claim.DepartureId, claim.UserId, ct);
        await db.DropOverwritten(ct);
        while (await blobs.Sweep(ct) > 0)
        {
            // Theirs are among them.
        }
        var departure = await db.Departures.AsNoTracking().SingleAsync(d => d.Id == claim.DepartureId, ct);
        var now = DateTime.UtcNow;
        var receipt = key.Sign(new DeletionReceipt(DeletionReceipt.FormatName, DeletionReceipt.CurrentVersion, departure.Id, departure.AskedAt, now,
            JsonSerializer.Deserialize<DeletedThings>(departure.Deleted!, ReceiptKey.Json)!, KeyDestroyed: true));
        await db.Departures.Where(d => d.Id == claim.DepartureId).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.UserId, (Guid?)null)
            .SetProperty(d => d.Receipt, receipt)
            .SetProperty(d => d.FinishedAt, now)
            .SetProperty(d => d.LeaseId, (Guid?)null)
            .SetProperty(d => d.LeaseUntil, (DateTime?)null), ct);
        return new LastMail(address, departure.Language, receipt);
    }

    /// <summary>Gives it back after a failure, to be tried again in a minute.</summary>
    public Task Fault(DepartureClaim claim, CancellationToken ct)
    {
        var until = DateTime.UtcNow.AddMinutes(1);
        return db.Departures.Where(d => d.Id == claim.DepartureId && d.LeaseId == claim.LeaseId).ExecuteUpdateAsync(set => set.SetProperty(d => d.LeaseUntil, until), ct);
    }

    /// <summary>Forgets receipts that nobody fetched, and those that were, long after. Run now and then by a worker.</summary>
    public Task<int> Forget(CancellationToken ct)
    {
        var before = DateTime.UtcNow - settings.ReceiptLifetime;
        return db.Departures.Where(d => d.FinishedAt < before).ExecuteDeleteAsync(ct);
    }

    /// <summary>Deletes the rows and the key, if they are still there. Gives the address that was sealed by it.</summary>
    internal async Task<string?> DeleteRows(Guid departureId, Guid userId, CancellationToken ct)
    {
        string? address = null;
        // Once: a person of the same id may be there again, from a backup.
        var isLeft = await db.Departures.AnyAsync(d => d.Id == departureId && d.Deleted == null, ct);
        if (isLeft && await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == userId, ct) is { } user)
        {
            address = await envelope.AddressOf(user, ct);
            await rows.Delete(departureId, userId, ct);
        }
        // After the rows: if it fails, nothing is left that could be read with the key, and it is tried again.
        await envelope.Forget(userId, ct);
        return address;
    }
}
