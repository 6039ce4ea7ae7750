using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>A photo that a worker holds until its lease ends.</summary>
/// <param name="Key">The blob key of the original.</param>
/// <param name="Attempt">From 1.</param>
public sealed record PhotoClaim(Guid PhotoId, Guid LeaseId, string Key, long ByteSize, int Attempt);

/// <summary>
/// From uploaded to ready. Workers call it and no person, so it takes no viewer. A photo is claimed by a conditional update
/// with a lease: a worker that dies gives it back by doing nothing.
/// </summary>
public sealed class Processing(PhotoShareDb db, Envelope envelope, IEventBus events, Settings settings)
{
    /// <summary>Takes the oldest photo that waits, for <paramref name="lease"/>; <c>null</c> when none does.</summary>
    public async Task<PhotoClaim?> Claim(TimeSpan lease, CancellationToken ct)
    {
        while (true)
        {
            var now = DateTime.UtcNow;
            var waiting = await db.Photos.AsNoTracking()
                .Where(p => p.Status == PhotoStatus.Uploaded && (p.LeaseUntil == null || p.LeaseUntil < now))
                .OrderBy(p => p.Id)
                .Select(p => new { p.Id, p.ByteSize, p.Attempts })
                .FirstOrDefaultAsync(ct);
            if (waiting is null) return null;

            var leaseId = Guid.NewGuid();
            var claimed = await db.Photos
                .Where(p => p.Id == waiting.Id && p.Status == PhotoStatus.Uploaded && (p.LeaseUntil == null || p.LeaseUntil < now))
                .ExecuteUpdateAsync(set => set
                    .SetProperty(p => p.LeaseId, leaseId)
                    .SetProperty(p => p.LeaseUntil, now + lease)
                    .SetProperty(p => p.Attempts, p => p.Attempts + 1), ct);
            if (claimed == 1) return new PhotoClaim(waiting.Id, leaseId, BlobKeys.Original(waiting.Id), waiting.ByteSize, waiting.Attempts + 1);
            // Another worker was faster; look for the next one.
        }
    }

    /// <summary>Takes the function's answer. Idempotent: the first answer counts, and one for a photo that was deleted meanwhile only cleans up.</summary>
    public async Task Complete(ProcessingResult result, CancellationToken ct)
    {
        var photoId = BlobKeys.PhotoOf(result.Key) ?? throw new ArgumentException($"{result.Key} is not the key of an original.", nameof(result));
        var photo = await db.Photos.SingleOrDefaultAsync(p => p.Id == photoId, ct);
        if (photo is null)
        {
            await CleanUp(photoId, ct);
            return;
        }
        if (photo.Status != PhotoStatus.Uploaded) return;

        if (result.Image is { } image) await Ready(photo, image, ct);
        else Failed(photo, result.Failure ?? throw new ArgumentException("The answer has neither an image nor a failure.", nameof(result)));
        await Finish(photo, ct);
    }

    /// <summary>The function gave no answer: it died, hung or could not reach the bytes. The photo waits again at once, or fails for good after the last attempt.</summary>
    public async Task Fault(PhotoClaim claim, ProcessingFailureCode code, CancellationToken ct)
    {
        if (claim.Attempt < settings.Processing.MaxAttempts)
        {
            await Release(claim, ct);
            return;
        }
        var photo = await db.Photos.SingleOrDefaultAsync(p => p.Id == claim.PhotoId && p.LeaseId == claim.LeaseId && p.Status == PhotoStatus.Uploaded, ct);
        if (photo is null) return;
        Failed(photo, new ProcessingFailure(code, code switch
        {
            ProcessingFailureCode.TimedOut => "The photo took too long to process. A smaller copy of it may work.",
            ProcessingFailureCode.TooLarge => "The photo needs more memory than it may have. A smaller copy of it may work.",
            _ => "The photo could not be processed, though nothing is wrong with the upload. Try again later.",
        }));
        await Finish(photo, ct);
    }

    /// <summary>Gives a photo back unprocessed, for the next worker.</summary>
    public Task Release(PhotoClaim claim, CancellationToken ct) =>
        db.Photos.Where(p => p.Id == claim.PhotoId && p.LeaseId == claim.LeaseId && p.Status == PhotoStatus.Uploaded)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.LeaseUntil, (DateTime?)null).SetProperty(p => p.LeaseId, (Guid?)null), ct);

    /// <summary>Publishes what a crash left waiting though all its photos are ready. Run now and then by a worker.</summary>
    public Task<int> PublishForgotten(CancellationToken ct) => db.PublishReady(null, ct);

    async Task Ready(Photo photo, ProcessedImage image, CancellationToken ct)
    {
        photo.Status = PhotoStatus.Ready;
        photo.ReadyAt = DateTime.UtcNow;
        photo.ContentType = image.ContentType;
        photo.Width = image.Width;
        photo.Height = image.Height;
        photo.Placeholder = image.ThumbHash;
        photo.DominantColor = image.DominantColor;
        photo.PerceptualHash = unchecked((long)image.PerceptualHash);
        photo.Renditions = image.Renditions;
        photo.TakenAt = image.Metadata?.TakenAt;
        if (image.Metadata is { } metadata)
            photo.SealedMetadata = await envelope.SealMetadata(photo, metadata, ct);
    }

    static void Failed(Photo photo, ProcessingFailure failure)
    {
        photo.Status = PhotoStatus.Failed;
        photo.FailureCode = failure.Code;
        photo.FailureMessage = failure.Message;
    }

    async Task Finish(Photo photo, CancellationToken ct)
    {
        photo.LeaseId = null;
        photo.LeaseUntil = null;
        db.Add(new NotificationCause
        {
            RecipientId = photo.OwnerId,
            Kind = photo.Status == PhotoStatus.Ready ? NotificationKind.PhotoReady : NotificationKind.PhotoFailed,
            PhotoId = photo.Id,
        });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (await db.Photos.AnyAsync(p => p.Id == photo.Id, ct)) throw;
            // Its owner deleted it while the function worked.
            await CleanUp(photo.Id, ct);
            return;
        }
        // Read and published after the save: of two photos that become ready together the later one sees both,
        // and a post made in the meantime is found.
        var postId = await db.Photos.Where(p => p.Id == photo.Id).Select(p => p.PostId).SingleOrDefaultAsync(ct);
        if (photo.Status == PhotoStatus.Ready && postId is { } post && await db.PublishReady(post, ct) > 0)
            await events.Publish(new PostPublished(post), ct);
        await events.Publish(new PhotoProcessed(photo.Id, photo.OwnerId), ct);
        await events.Publish(new NotificationCaused(), ct);
    }

    Task CleanUp(Guid photoId, CancellationToken ct)
    {
        db.AddRange(BlobDeletion.Of(photoId));
        return db.SaveChangesAsync(ct);
    }
}
