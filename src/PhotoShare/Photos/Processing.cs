using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>A photo that a worker holds until its lease ends.</summary>
/// <param name="Key">The blob key of the original.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="TraceParent">See <see cref="Photo.TraceParent"/>.</param>
public sealed record PhotoClaim(Guid PhotoId, Guid LeaseId, string Key, long ByteSize, int Attempt, string? TraceParent);

/// <summary>
/// From uploaded to ready. Workers call it and no person, so it takes no viewer. A photo is claimed by a conditional update
/// with a lease: a worker that dies gives it back by doing nothing.
/// </summary>
public sealed class Processing(PhotoShareDb db, Envelope envelope, IEventBus events, Settings settings, Metrics metrics)
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
                .Select(p => new { p.Id, p.ByteSize, p.Attempts, p.TraceParent })
                .FirstOrDefaultAsync(ct);
            if (waiting is null) return null;

            var leaseId = Guid.NewGuid();
            var claimed = await db.Photos
                .Where(p => p.Id == waiting.Id && p.Status == PhotoStatus.Uploaded && (p.LeaseUntil == null || p.LeaseUntil < now))
                .ExecuteUpdateAsync(set => set
                    .SetProperty(p => p.LeaseId, leaseId)
                    .SetProperty(p => p.LeaseUntil, now + lease)
                    .SetProperty(p => p.Attempts, p => p.Attempts + 1), ct);
            if (claimed == 1) return new PhotoClaim(waiting.Id, leaseId, BlobKeys.Original(waiting.Id), waiting.ByteSize, waiting.Attempts + 1, waiting.TraceParent);
            // Another worker was faster; look for the next one.
        }
    }

    /// <summary>
    /// Takes the function's answer. Idempotent: the first answer counts, and one for a photo that was deleted meanwhile only cleans up.
    /// <c>false</c> when the answer is not about the bytes that the photo has: they are still being checked, or were sent anew since.
    /// </summary>
    public async Task<bool> Complete(ProcessingResult result, CancellationToken ct)
    {
        var photoId = BlobKeys.PhotoOf(result.Key) ?? throw new ArgumentException($"{result.Key} is not the key of an original.", nameof(result));
        var photo = await db.Photos.SingleOrDefaultAsync(p => p.Id == photoId, ct);
        if (photo is null)
        {
            await CleanUp(photoId, ct);
            return true;
        }
        if (photo.Status == PhotoStatus.Pending) return false;
        if (photo.Status != PhotoStatus.Uploaded) return true;
        using var span = Tracing.Continue("complete photo", ActivityKind.Consumer, photo.TraceParent);
        // On AWS the function runs in a trace of its own, as S3 says nothing of ours.
        if (ActivityContext.TryParse(result.TraceParent, null, out var run) && run.TraceId != span.TraceId) span.AddLink(new ActivityLink(run));
        if (result.Sha256 is { } read && read != photo.Sha256) return false;

        if (result.Image is { } image) await Ready(photo, image, ct);
        else Failed(photo, result.Failure ?? throw new ArgumentException("The answer has neither an image nor a failure.", nameof(result)));
        await Finish(photo, ct);
        return true;
    }

    /// <summary>
    /// There will be no answer about this photo: who called the function has tried as often as they will. Idempotent; an answer that
    /// came all the same stands. <c>false</c> while the photo's bytes are still being checked.
    /// </summary>
    public async Task<bool> GiveUp(Guid photoId, ProcessingFailureCode code, CancellationToken ct)
    {
        var photo = await db.Photos.SingleOrDefaultAsync(p => p.Id == photoId, ct);
        if (photo is { Status: PhotoStatus.Uploaded })
        {
            using var span = Tracing.Continue("give up photo", ActivityKind.Consumer, photo.TraceParent);
            await Fail(photo, code, ct);
        }
        return photo is not { Status: PhotoStatus.Pending };
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
        if (photo is not null) await Fail(photo, code, ct);
    }

    /// <summary>Gives a photo back unprocessed, for the next worker.</summary>
    public Task Release(PhotoClaim claim, CancellationToken ct) =>
        db.Photos.Where(p => p.Id == claim.PhotoId && p.LeaseId == claim.LeaseId && p.Status == PhotoStatus.Uploaded)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.LeaseUntil, (DateTime?)null).SetProperty(p => p.LeaseId, (Guid?)null), ct);

    /// <summary>Gives a photo back whose bytes could not be reached, to be tried after <paramref name="pause"/>. It is no fault of the photo's, so the attempt does not count.</summary>
    public Task Postpone(PhotoClaim claim, TimeSpan pause, CancellationToken ct)
    {
        var until = DateTime.UtcNow + pause;
        return db.Photos.Where(p => p.Id == claim.PhotoId && p.LeaseId == claim.LeaseId && p.Status == PhotoStatus.Uploaded)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.LeaseUntil, until).SetProperty(p => p.LeaseId, (Guid?)null).SetProperty(p => p.Attempts, p => p.Attempts - 1), ct);
    }

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
        photo.RenditionBytes = image.Renditions.Sum(rendition => rendition.ByteSize);
        photo.TakenAt = image.Metadata?.TakenAt;
        if (image.Metadata is { } metadata)
            photo.SealedMetadata = await envelope.SealMetadata(photo, metadata, ct);
    }

    /// <summary>For no fault of the picture's that anybody knows of.</summary>
    Task Fail(Photo photo, ProcessingFailureCode code, CancellationToken ct)
    {
        Failed(photo, new ProcessingFailure(code, code switch
        {
            ProcessingFailureCode.TimedOut => "The photo took too long to process. A smaller copy of it may work.",
            ProcessingFailureCode.TooLarge => "The photo needs more memory than it may have. A smaller copy of it may work.",
            _ => "The photo could not be processed, though nothing is wrong with the upload. Try again later.",
        }));
        return Finish(photo, ct);
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
            // A photo is finished once: of two servers that got the same answer at the same moment, one can save it.
            Id = photo.Id,
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
            var status = await db.Photos.Where(p => p.Id == photo.Id).Select(p => (PhotoStatus?)p.Status).SingleOrDefaultAsync(ct);
            if (status == PhotoStatus.Uploaded) throw;
            // Its owner deleted it while the function worked.
            if (status is null) await CleanUp(photo.Id, ct);
            return;
        }
        Count(photo);
        // Read and published after the save: of two photos that become ready together the later one sees both,
        // and a post made in the meantime is found.
        var postId = await db.Photos.Where(p => p.Id == photo.Id).Select(p => p.PostId).SingleOrDefaultAsync(ct);
        if (photo.Status == PhotoStatus.Ready && postId is { } post && await db.PublishReady(post, ct) > 0)
            await events.Publish(new PostPublished(post), ct);
        await events.Publish(new PhotoProcessed(photo.Id, photo.OwnerId), ct);
        await events.Publish(new NotificationCaused(), ct);
    }

    void Count(Photo photo)
    {
        if (photo.FailureCode is { } code) metrics.CountFailed(code);
        else if (photo is { UploadedAt: { } uploaded, ReadyAt: { } ready }) metrics.CountReady(ready - uploaded);
    }

    Task CleanUp(Guid photoId, CancellationToken ct)
    {
        db.AddRange(BlobDeletion.Of(photoId));
        return db.SaveChangesAsync(ct);
    }
}
