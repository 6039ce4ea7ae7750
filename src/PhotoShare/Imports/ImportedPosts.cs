using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>Takes the posts of a copy: each with its photos, which go through the same function as any that are uploaded.</summary>
public sealed class ImportedPosts(PhotoShareDb db, Posts posts, ImportedPhotos photos)
{
    /// <summary>Posts whose photos are on their way through the function while the oldest is waited for.</summary>
    const int Ahead = 4;

    internal async Task Take(ImportRun run, ImportedCopy copy, CancellationToken ct)
    {
        var waiting = new Queue<(PostToImport Post, IReadOnlyList<PhotoArrival> Photos)>();
        await foreach (var post in copy.Posts(run, ct))
        {
            if (run.IsDone(post.SourceId)) continue;
            if (await Known(run, post, ct)) continue;
            waiting.Enqueue((post, await photos.Receive(run, copy, post.Photos, ct)));
            if (waiting.Count > Ahead) await Finish(run, waiting.Dequeue(), ct);
        }
        while (waiting.TryDequeue(out var next)) await Finish(run, next, ct);
        await foreach (var photo in copy.LoosePhotos(run, ct))
        {
            if (!run.IsDone(photo.SourceId)) await photos.Settle(run, await photos.Receive(run, copy, [photo], ct), null, ct);
        }
    }

    /// <summary>Whether it needs no look at its photos: it is none of ours to take, or it is here.</summary>
    async Task<bool> Known(ImportRun run, PostToImport post, CancellationToken ct)
    {
        if (post.Refusal is { } refusal)
        {
            var kind = refusal == ImportReason.Story ? ImportItemKind.Story : ImportItemKind.Video;
            await run.Say(kind, post.SourceId, ImportItemStatus.Refused, refusal, post.Caption, post.MadeAt, null, ct);
            return true;
        }
        var key = ImportRun.Key(post.SourceId);
        var there = await db.Posts.AsNoTracking().Where(p => p.AuthorId == run.Me && (p.ClientMutationId == key || p.Id == post.FormerId)).Select(p => new { p.Id, p.ImportedAt }).FirstOrDefaultAsync(ct);
        if (there is null) return false;
        // A worker that died after the one and before the other.
        var status = there.ImportedAt >= run.Import.CreatedAt ? ImportItemStatus.Imported : ImportItemStatus.AlreadyThere;
        foreach (var photo in post.Photos.Where(photo => !run.IsDone(photo.SourceId)))
            await run.Say(ImportItemKind.Photo, photo.SourceId, photo.Refusal is null ? status : ImportItemStatus.Refused, photo.Refusal, Path.GetFileName(photo.File), photo.MadeAt, there.Id, ct);
        await run.Say(ImportItemKind.Post, post.SourceId, status, null, post.Caption, post.MadeAt, there.Id, ct);
        return true;
    }

    async Task Finish(ImportRun run, (PostToImport Post, IReadOnlyList<PhotoArrival> Photos) waiting, CancellationToken ct)
    {
        var (post, arrivals) = waiting;
        var ready = await photos.Ready(run, arrivals, ct);
        Guid? postId = null;
        var reason = ready.Count == 0 ? ImportReason.NoPhotos : (ImportReason?)null;
        if (reason is null)
        {
            try
            {
                postId = (await Create(run, post, ready, ct)).Id;
            }
            catch (Refused refused)
            {
                db.ChangeTracker.Clear();
                reason = Refusals.ReasonOf(refused);
            }
        }
        await photos.Settle(run, arrivals, postId, ct);
        await run.Say(ImportItemKind.Post, post.SourceId, postId is null ? ImportItemStatus.Refused : ImportItemStatus.Imported, reason, post.Caption, post.MadeAt, postId, ct);
    }

    async Task<Post> Create(ImportRun run, PostToImport post, IReadOnlyList<Guid> photoIds, CancellationToken ct)
    {
        var place = run.Import.KeepPlaces && post.Place is { } named ? PlaceChoice.Of(named) : null;
        var made = new MadeElsewhere(post.MadeAt, post.EditedAt);
        db.ChangeTracker.Clear();
        return await posts.Create(run.Viewer, photoIds, Names.Unlinked(post.Caption), post.Visibility, post.ContentWarning, post.CommentsEnabled, place, ImportRun.Key(post.SourceId), made, ct);
    }
}

/// <summary>What a name is in a text that comes from elsewhere.</summary>
static class Names
{
    /// <summary>U+2060, which is not seen.</summary>
    const string WordJoiner = "\u2060";

    /// <summary>
    /// The text with every @name such that it names nobody here: who is called so on this instance is somebody else. It looks as it did. Its author
    /// may write a name anew and mean it.
    /// </summary>
    public static string? Unlinked(string? text) => text?.Replace("@", "@" + WordJoiner, StringComparison.Ordinal);
}

static class Refusals
{
    /// <summary>Why a thing is not taken, by what a use case says against it.</summary>
    public static ImportReason ReasonOf(Refused refused) => refused.Code switch
    {
        "STORAGE_FULL" => ImportReason.NoRoom,
        "FILE_TOO_LARGE" => ImportReason.PhotoTooLarge,
        "EMPTY_FILE" or "UNSUPPORTED_MEDIA" => ImportReason.NotAPhoto,
        "CAPTION" or "CONTENT_WARNING" or "ALT_TEXT" or "COMMENT_BODY" or "PLACE_NAME" or "LATITUDE" or "LONGITUDE" or "DISPLAY_NAME" or "BIO" or "COLLECTION_NAME" or WordFilter.Code => ImportReason.Words,
        "REMOVED_IMAGE" => ImportReason.RemovedImage,
        Suspension.Code => ImportReason.Suspended,
        _ => ImportReason.Failed,
    };

    public static ImportReason ReasonOf(ProcessingFailureCode? code) => code switch
    {
        ProcessingFailureCode.TooLarge => ImportReason.PhotoTooLarge,
        ProcessingFailureCode.UnsupportedFormat or ProcessingFailureCode.Corrupt => ImportReason.NotAPhoto,
        _ => ImportReason.NotProcessed,
    };
}
