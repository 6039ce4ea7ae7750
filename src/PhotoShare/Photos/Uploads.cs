using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>Bytes on their way in: announced, sent in parts or at once, checked, handed on.</summary>
public sealed class Uploads(PhotoShareDb db, IBlobStore blobs, IEventBus events, Storage storage, UploadTickets tickets, Settings settings, WordFilter words)
{
    /// <summary>Announces a photo and gives a ticket for its bytes. With a <paramref name="clientMutationId"/> used before, gives that photo and a fresh ticket: so an upload resumes.</summary>
    public async Task<(Photo Photo, UploadTicket Ticket)> Request(
        Viewer viewer, string fileName, string contentType, long byteSize, string? sha256, string? altText, string? clientMutationId, CancellationToken ct)
    {
        var me = viewer.Required;
        await db.CheckMaySpeak(me, ct);
        Announcement.CheckSize(byteSize, settings.Uploads);
        var photo = await Existing(me, clientMutationId, ct);
        if (photo is null)
        {
            await storage.CheckRoom(me, byteSize, "byteSize", ct);
            photo = Announcement.Photo(me, fileName, contentType, altText, clientMutationId);
            await words.Check(db, ct, ("altText", photo.AltText));
            photo.ByteSize = byteSize;
            photo.Sha256 = Announcement.CheckHash(sha256);
            photo.ShowCamera = await ShowsCamera(me, ct);
            photo.PartSize = settings.Uploads.PartSize;
            photo.UploadId = await blobs.StartUpload(BlobKeys.Original(photo.Id), photo.ContentType, ct);
            photo = await Save(photo, ct);
            await KeepWithin(photo, ct);
            await events.Publish(new PhotoAnnounced(photo.Id), ct);
        }
        return (photo, await tickets.For(photo, ct));
    }

    /// <summary>A fresh ticket for an upload that was interrupted: which parts have arrived, and where the others go.</summary>
    public async Task<UploadTicket> Resume(Viewer viewer, Guid photoId, CancellationToken ct)
    {
        await db.CheckMaySpeak(viewer.Required, ct);
        return await tickets.For(await db.OwnPhoto(viewer, photoId, ct), ct);
    }

    /// <summary>
    /// Joins the parts, checks size and hash, and hands the photo on. Idempotent: completing twice answers the same photo.
    /// A wrong hash opens the upload anew, so that the client can send the parts again.
    /// </summary>
    public async Task<Photo> Complete(Viewer viewer, Guid photoId, CancellationToken ct)
    {
        var photo = await db.OwnPhoto(viewer, photoId, ct);
        if (photo.Status != PhotoStatus.Pending) return photo;
        await db.CheckMaySpeak(photo.OwnerId, ct);
        if (photo.UploadId is not { } uploadId)
            throw Refused.Conflict("UPLOAD_RUNNING", "The photo is still arriving by another request.", "photoId");

        var key = BlobKeys.Original(photo.Id);
        await storage.CheckRoom(photo.OwnerId, 0, null, ct);
        // A crash between joining and saving leaves a whole blob and no parts; then there is nothing left to join.
        if (await blobs.Size(key, ct) != photo.ByteSize) await Join(photo, key, uploadId, ct);
        var hash = await HashOf(key, ct);
        if (photo.Sha256 is { } announced && announced != hash)
        {
            await blobs.Delete(key, ct);
            photo.UploadId = await blobs.StartUpload(key, photo.ContentType, ct);
            await db.SaveChangesAsync(ct);
            throw new Refused("SHA256_MISMATCH", "The bytes that arrived are not the ones announced: their SHA-256 differs. Ask for a new ticket and send the parts again.", "sha256");
        }

        return await Arrived(photo, photo.ByteSize, hash, ct);
    }

    /// <summary>Takes a whole photo in one request, for small clients. Reads at most the allowed size from <paramref name="content"/>.</summary>
    public async Task<Photo> Receive(Viewer viewer, string fileName, string contentType, Stream content, string? altText, string? clientMutationId, CancellationToken ct)
    {
        var me = viewer.Required;
        if (await Existing(me, clientMutationId, ct) is { } existing) return existing;
        await db.CheckMaySpeak(me, ct);
        await storage.CheckRoom(me, 1, "file", ct);
        var photo = Announcement.Photo(me, fileName, contentType, altText, clientMutationId);
        await words.Check(db, ct, ("altText", photo.AltText));
        photo.ShowCamera = await ShowsCamera(me, ct);
        if (await Save(photo, ct) is var saved && saved.Id != photo.Id) return saved;

        try
        {
            await events.Publish(new PhotoAnnounced(photo.Id), ct);
            var counted = new MeteredStream(content, settings.Uploads.MaxBytes);
            await blobs.Put(BlobKeys.Original(photo.Id), counted, photo.ContentType, ct);
            Announcement.CheckSize(counted.Count, settings.Uploads);
            await db.Photos.Where(p => p.Id == photo.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.ByteSize, counted.Count), ct);
            await storage.CheckRoom(me, 0, "file", ct);
            return await Arrived(photo, counted.Count, counted.Sha256(), ct);
        }
        catch (Exception failure)
        {
            await Withdraw(photo.Id);
            if (failure is MeteredStream.TooLong) throw Announcement.TooLarge(settings.Uploads);
            throw;
        }
    }

    /// <summary>Nothing half-sent stays. A failing connection must not keep the row from going, nor a store that is away the bytes: a worker deletes those.</summary>
    async Task Withdraw(Guid photoId)
    {
        if (await db.Photos.Where(p => p.Id == photoId && p.Status == PhotoStatus.Pending).ExecuteDeleteAsync(CancellationToken.None) == 0) return;
        db.ChangeTracker.Clear();
        db.Add(new BlobDeletion { Key = BlobKeys.Original(photoId) });
        await db.SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>Forgets a photo whose bytes are still on their way.</summary>
    public async Task Cancel(Viewer viewer, Guid photoId, CancellationToken ct)
    {
        var photo = await db.OwnPhoto(viewer, photoId, ct);
        if (photo.Status != PhotoStatus.Pending)
            throw Refused.Conflict("UPLOAD_COMPLETE", "The upload is complete already. Delete the photo instead.", "photoId");
        await Forget(photo, ct);
    }

    /// <summary>Forgets uploads that nobody came back for. Run now and then by a worker.</summary>
    public async Task<int> ForgetAbandoned(CancellationToken ct)
    {
        var before = DateTime.UtcNow - settings.Uploads.TicketLifetime;
        var abandoned = await db.Photos.Where(p => p.Status == PhotoStatus.Pending && p.CreatedAt < before).OrderBy(p => p.Id).Take(100).ToListAsync(ct);
        foreach (var photo in abandoned) await Forget(photo, ct);
        return abandoned.Count;
    }

    async Task<Photo?> Existing(Guid me, string? clientMutationId, CancellationToken ct) =>
        clientMutationId is null ? null : await db.Photos.SingleOrDefaultAsync(p => p.OwnerId == me && p.ClientMutationId == clientMutationId, ct);

    /// <summary>Saves a new photo; where the same request came twice at once, gives the one that the unique index let through.</summary>
    async Task<Photo> Save(Photo photo, CancellationToken ct)
    {
        db.Add(photo);
        try
        {
            await db.SaveChangesAsync(ct);
            return photo;
        }
        catch (DbUpdateException) when (photo.ClientMutationId is not null)
        {
            db.ChangeTracker.Clear();
            var same = await Existing(photo.OwnerId, photo.ClientMutationId, ct);
            if (photo.UploadId is { } uploadId) await blobs.AbortUpload(BlobKeys.Original(photo.Id), uploadId, ct);
            if (same is null) throw;
            return same;
        }
    }

    /// <summary>Takes an announcement back that has, with others made at the same moment, outgrown the owner's room. Each counts all, so that together they never stay over it.</summary>
    async Task KeepWithin(Photo photo, CancellationToken ct)
    {
        try
        {
            await storage.CheckRoom(photo.OwnerId, 0, "byteSize", ct);
        }
        catch (Refused)
        {
            await Forget(photo, CancellationToken.None);
            throw;
        }
    }

    Task<bool> ShowsCamera(Guid me, CancellationToken ct) => db.Users.Where(u => u.Id == me).Select(u => u.ShowExifByDefault).SingleOrDefaultAsync(ct);

    async Task Join(Photo photo, string key, string uploadId, CancellationToken ct)
    {
        var sizes = UploadTicket.PartSizes(photo.ByteSize, photo.PartSize).ToList();
        var received = (await blobs.Parts(key, uploadId, ct)).ToDictionary(p => p.Number, p => p.Size);
        var missing = sizes.Index().FirstOrDefault(part => received.GetValueOrDefault(part.Index + 1) != part.Item, (-1, 0)).Index;
        if (missing < 0)
            await blobs.FinishUpload(key, uploadId, ct);
        // Without parts, but whole: the same request came twice at once, and the other was faster.
        else if (await blobs.Size(key, ct) != photo.ByteSize)
            throw Refused.Conflict("UPLOAD_INCOMPLETE", $"Part {missing + 1} of {sizes.Count} has not arrived whole. Send it again, then complete.", "photoId");
    }

    async Task<string> HashOf(string key, CancellationToken ct)
    {
        await using var content = await blobs.Open(key, ct) ?? throw new InvalidOperationException($"The blob {key} is gone after it was finished.");
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct));
    }

    /// <summary>Hands the photo on, once: of two requests that come here the later one must not take back what was made of it since.</summary>
    async Task<Photo> Arrived(Photo photo, long byteSize, string sha256, CancellationToken ct)
    {
        // The store has told a Lambda of it already, which is the first attempt; a worker of ours claims it when it likes.
        var now = DateTime.UtcNow;
        var (attempts, until) = settings.Processing.ByLambda ? (1, now + settings.Processing.AnswerWithin) : (0, (DateTime?)null);
        var first = await db.Photos.Where(p => p.Id == photo.Id && p.Status == PhotoStatus.Pending).ExecuteUpdateAsync(set => set
            .SetProperty(p => p.Attempts, attempts)
            .SetProperty(p => p.LeaseUntil, until)
            .SetProperty(p => p.ByteSize, byteSize)
            .SetProperty(p => p.Sha256, sha256)
            .SetProperty(p => p.Status, PhotoStatus.Uploaded)
            .SetProperty(p => p.UploadedAt, now)
            .SetProperty(p => p.TraceParent, Tracing.Parent)
            .SetProperty(p => p.UploadId, (string?)null), ct);
        await db.Entry(photo).ReloadAsync(ct);
        if (first > 0) await events.Publish(new PhotoUploaded(photo.Id), ct);
        return photo;
    }

    async Task Forget(Photo photo, CancellationToken ct)
    {
        var key = BlobKeys.Original(photo.Id);
        if (photo.UploadId is { } uploadId) await blobs.AbortUpload(key, uploadId, ct);
        await blobs.Delete(key, ct);
        // Two requests may forget the same one.
        await db.Photos.Where(p => p.Id == photo.Id && p.Status == PhotoStatus.Pending).ExecuteDeleteAsync(ct);
    }
}
