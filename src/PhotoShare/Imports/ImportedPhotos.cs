using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>What came of one photo of an import so far: a row that the function works at, or a reason why there is none.</summary>
/// <param name="WasThere">Whether it was here before this import.</param>
sealed record PhotoArrival(PhotoToImport Photo, Guid? PhotoId, bool WasThere, ImportReason? Reason);

/// <summary>Takes the photos of a copy out of its ZIP into the store, and waits for the function to be done with them.</summary>
public sealed class ImportedPhotos(PhotoShareDb db, Uploads uploads, Photos photos, Settings settings)
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);

    /// <summary>In their order. Bytes go from the one place to the other, a piece at a time.</summary>
    internal async Task<IReadOnlyList<PhotoArrival>> Receive(ImportRun run, ImportedCopy copy, IReadOnlyList<PhotoToImport> wanted, CancellationToken ct)
    {
        var arrivals = new List<PhotoArrival>();
        foreach (var photo in wanted.DistinctBy(photo => photo.SourceId))
        {
            arrivals.Add(arrivals.Count(a => a.PhotoId is not null) == Post.MaxPhotos ? new PhotoArrival(photo, null, false, ImportReason.TooManyPhotos) : await Receive(run, copy, photo, ct));
            await run.Alive();
        }
        return arrivals;
    }

    /// <summary>Those that can be shown, in their order, once the function has answered for each.</summary>
    internal async Task<IReadOnlyList<Guid>> Ready(ImportRun run, IReadOnlyList<PhotoArrival> arrivals, CancellationToken ct)
    {
        List<Guid> ids = [.. arrivals.Select(a => a.PhotoId).OfType<Guid>()];
        var until = DateTime.UtcNow + 2 * settings.Processing.AnswerWithin;
        while (DateTime.UtcNow < until && await db.Photos.AnyAsync(p => ids.Contains(p.Id) && p.Status == PhotoStatus.Uploaded, ct))
        {
            await run.Alive();
            await Task.Delay(Look, ct);
        }
        // One that another post has already is shown there.
        var ready = await db.Photos.Where(p => ids.Contains(p.Id) && p.Status == PhotoStatus.Ready && p.PostId == null).Select(p => p.Id).ToListAsync(ct);
        return ids.FindAll(ready.Contains);
    }

    /// <summary>Says of each what became of it, and takes back what cannot be shown.</summary>
    internal async Task Settle(ImportRun run, IReadOnlyList<PhotoArrival> arrivals, Guid? postId, CancellationToken ct)
    {
        await Ready(run, arrivals, ct);
        foreach (var arrival in arrivals)
        {
            var reason = arrival.Reason ?? await Failure(run, arrival, ct);
            var status = reason is not null ? ImportItemStatus.Refused : arrival.WasThere ? ImportItemStatus.AlreadyThere : ImportItemStatus.Imported;
            await run.Say(reason == ImportReason.Video ? ImportItemKind.Video : ImportItemKind.Photo, arrival.Photo.SourceId, status, reason, Path.GetFileName(arrival.Photo.File), arrival.Photo.MadeAt, postId, ct);
        }
    }

    async Task<PhotoArrival> Receive(ImportRun run, ImportedCopy copy, PhotoToImport photo, CancellationToken ct)
    {
        if (photo.Refusal is { } refusal) return new PhotoArrival(photo, null, false, refusal);
        var key = ImportRun.Key(photo.SourceId);
        var there = await db.Photos.AsNoTracking().Where(p => p.OwnerId == run.Me && (p.ClientMutationId == key || p.Id == photo.FormerId)).FirstOrDefaultAsync(ct);
        // Half of it came before a worker died, or it failed for a reason that may be gone.
        if (there?.Status == PhotoStatus.Pending) await uploads.Cancel(run.Viewer, there.Id, ct);
        else if (there is { Status: PhotoStatus.Failed, PostId: null }) await photos.Delete(run.Viewer, there.Id, ct);
        else if (there is not null) return new PhotoArrival(photo, there.Id, there.CreatedAt < run.Import.CreatedAt, null);
        db.ChangeTracker.Clear();
        try
        {
            if (photo.File is null || copy.Find(photo.File, photo.Part) is not { } file) return new PhotoArrival(photo, null, false, ImportReason.Missing);
            await using var content = await copy.Open(file, settings.Uploads.MaxBytes, ct);
            var received = await uploads.Receive(run.Viewer, Photo.NameOf(Guid.NewGuid(), photo.ContentType), photo.ContentType, content, photo.AltText, key, ct);
            if (photo.ShowCamera is { } shows) await db.Photos.Where(p => p.Id == received.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.ShowCamera, shows), ct);
            return new PhotoArrival(photo, received.Id, false, null);
        }
        catch (NotTaken reason)
        {
            return new PhotoArrival(photo, null, false, reason.Reason == ImportReason.TooLarge ? ImportReason.PhotoTooLarge : reason.Reason);
        }
        catch (Refused refused)
        {
            return new PhotoArrival(photo, null, false, Refusals.ReasonOf(refused));
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    async Task<ImportReason?> Failure(ImportRun run, PhotoArrival arrival, CancellationToken ct)
    {
        var photo = await db.Photos.AsNoTracking().SingleOrDefaultAsync(p => p.Id == arrival.PhotoId, ct);
        if (photo is null) return ImportReason.NotProcessed;
        if (photo.Status == PhotoStatus.Ready) return null;
        db.ChangeTracker.Clear();
        if (photo.PostId is null) await photos.Delete(run.Viewer, photo.Id, ct);
        return Refusals.ReasonOf(photo.FailureCode);
    }
}
