using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>What a restored instance has, beside what its backup had.</summary>
/// <param name="Gone">Photos that were deleted while the backup was made, and are deleted again.</param>
/// <param name="Departing">People who left after it, whose account is deleted again when the server starts.</param>
/// <param name="Keyless">People without a key: what was sealed for them can't be read.</param>
public sealed record RestoredCounts(BackupCounts Counts, int Gone, int Departing, int Keyless);

/// <summary>
/// Brings what stands in a snapshot of a running instance to where nothing runs: what was going on then goes on from its last safe point, and what was
/// deleted since is deleted again. Each step can be done twice.
/// </summary>
public sealed class RestoredInstance(PhotoShareDb db, IBlobStore blobs, Photos photos, Posts posts, Audit audit)
{
    public async Task<RestoredCounts> Settle(BackupManifest manifest, PeopleKeys keys, CancellationToken ct)
    {
        var gone = 0;
        foreach (var photo in manifest.GonePhotos)
            if (await DeleteAgain(photo, ct)) gone++;
        var departing = await Depart(keys, ct);
        await BeginAnew(ct);
        if (!await db.AuditEvents.AnyAsync(e => e.Kind == AuditKind.Restored && e.Details == manifest.Id, ct))
        {
            await audit.Note(Viewer.Anonymous, AuditKind.Restored, ct, details: manifest.Id);
            await db.SaveChangesAsync(ct);
        }
        var people = await db.Users.Select(u => u.Id).ToListAsync(ct);
        var counts = new BackupCounts(people.Count, await db.Posts.CountAsync(ct), await db.Photos.CountAsync(ct), await db.Comments.CountAsync(ct), await db.Likes.CountAsync(ct), manifest.Counts.Blobs, manifest.Counts.Bytes);
        return new RestoredCounts(counts, gone, departing, people.Count(person => !keys.People.ContainsKey(person)));
    }

    /// <summary>As its owner did; where it was the last of its post, they deleted the post.</summary>
    async Task<bool> DeleteAgain(Guid photoId, CancellationToken ct)
    {
        if (await db.Photos.AsNoTracking().Where(p => p.Id == photoId).Select(p => new { p.OwnerId, p.PostId }).SingleOrDefaultAsync(ct) is not { } photo) return false;
        var owner = new Viewer(photo.OwnerId);
        if (photo.PostId is { } post && !await db.Photos.AnyAsync(p => p.PostId == post && p.Id != photoId, ct)) await posts.Delete(owner, post, ct);
        else await photos.Delete(owner, photoId, ct);
        db.ChangeTracker.Clear();
        return true;
    }

    /// <summary>Out of sight at once; the worker does the rest when the server runs. They have no key any more, so there is nobody to write to.</summary>
    async Task<int> Depart(PeopleKeys keys, CancellationToken ct)
    {
        var departed = new List<Guid>();
        foreach (var person in keys.Departed.Keys)
            if (await db.Users.AnyAsync(u => u.Id == person, ct)) departed.Add(person);
        var now = DateTime.UtcNow;
        foreach (var person in departed)
        {
            await db.Departures.Where(d => d.UserId == person && d.Deleted == null).ExecuteDeleteAsync(ct);
            db.Add(new Departure { UserId = person, DueAt = now, SecretHash = RandomNumberGenerator.GetBytes(Departure.SecretHashSize), Language = "en" });
            await db.SaveChangesAsync(ct);
            await db.Users.Where(u => u.Id == person).ExecuteUpdateAsync(set => set.SetProperty(u => u.LeavesAt, now), ct);
        }
        return departed.Count;
    }

    /// <summary>Uploads that were under way are sent anew, by the ticket that their client asks for; nobody works at photos any more; copies of people's data are made again.</summary>
    async Task BeginAnew(CancellationToken ct)
    {
        foreach (var photo in await db.Photos.Where(p => p.Status == PhotoStatus.Pending && p.UploadId != null).ToListAsync(ct))
            photo.UploadId = await blobs.StartUpload(BlobKeys.Original(photo.Id), photo.ContentType, ct);
        foreach (var file in await db.ImportFiles.Where(f => f.ArrivedAt == null && f.UploadId != null).ToListAsync(ct))
            file.UploadId = await blobs.StartUpload(Imports.KeyOf(file), "application/zip", ct);
        await db.SaveChangesAsync(ct);
        await db.Photos.Where(p => p.Status == PhotoStatus.Uploaded).ExecuteUpdateAsync(set => set.SetProperty(p => p.LeaseUntil, (DateTime?)null).SetProperty(p => p.LeaseId, (Guid?)null), ct);
        await db.Exports.Where(e => e.Status != ExportStatus.Failed).ExecuteUpdateAsync(set => set
            .SetProperty(e => e.Status, ExportStatus.Pending).SetProperty(e => e.PhotosDone, 0).SetProperty(e => e.ByteSize, (long?)null).SetProperty(e => e.ReadyAt, (DateTime?)null)
            .SetProperty(e => e.LeaseUntil, (DateTime?)null).SetProperty(e => e.LeaseId, (Guid?)null), ct);
    }
}
