using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>What an owner does with a photo that has arrived.</summary>
public sealed class Photos(PhotoShareDb db, Envelope envelope, IEventBus events, WordFilter words)
{
    /// <summary>
    /// Changes the text that is read out instead of the picture (an empty one clears it), and whether others see what the camera wrote of
    /// itself, and where it took the photo. <c>null</c> leaves each.
    /// </summary>
    public async Task<Photo> Update(Viewer viewer, Guid photoId, string? altText, bool? showCamera, bool? showLocation, CancellationToken ct)
    {
        var photo = await db.OwnPhoto(viewer, photoId, ct);
        var text = altText is null ? photo.AltText : AltTextOf(altText);
        IReadOnlyList<WordFinding> findings = [];
        // Who is suspended may still show less.
        if (text != photo.AltText || (showCamera == true && !photo.ShowCamera) || (showLocation == true && !photo.ShowLocation)) await db.CheckMaySpeak(photo.OwnerId, ct);
        if (text != photo.AltText)
        {
            photo.AltText = text;
            findings = await words.Check(db, ct, ("altText", text));
            // What no post has yet, nobody else sees: it is looked at again when one has.
            if (findings.Count > 0 && await db.Posts.SingleOrDefaultAsync(p => p.Id == photo.PostId, ct) is { } post) await db.Measure(findings, post, ct);
        }
        photo.ShowCamera = showCamera ?? photo.ShowCamera;
        photo.ShowLocation = showLocation ?? photo.ShowLocation;
        await db.SaveChangesAsync(ct);
        if (findings.Count > 0) await events.Publish(new NotificationCaused(), ct);
        return photo;
    }

    /// <summary>Deletes a photo and its bytes: one's own, or for a moderator a reported one. A post keeps at least one photo: delete the post instead of its last.</summary>
    public Task Delete(Viewer viewer, Guid photoId, CancellationToken ct) => db.Atomically(async () =>
    {
        var photo = await db.Photos.DeletableBy(viewer).SingleOrDefaultAsync(p => p.Id == photoId, ct) ?? throw Refused.NotFound("There is no such photo.", "photoId");
        if (photo.PostId is { } postId && !await db.Photos.AnyAsync(p => p.PostId == postId && p.Id != photoId, ct))
            throw Refused.Conflict("LAST_PHOTO", "A post has at least one photo. Delete the post instead.", "photoId");

        db.AddRange(BlobDeletion.Of(photo));
        db.Remove(photo);
        await db.CloseReports([photoId], db.JudgedBy(viewer, ReportSubject.Photo, photoId, new Judged(photo.OwnerId, photo.PostId, photo.AltText)), ct);
        await db.SaveChangesAsync(ct);
        if (photo.PostId is { } changed) await db.PublishReady(changed, ct);
    }, ct);

    /// <summary>
    /// What the camera wrote: all of it for the owner; for others of itself and when, and where it was, each as the owner shows it. <c>null</c>
    /// where nothing of it is shown, and when it wrote nothing. The caller knows that the viewer may see the photo.
    /// </summary>
    public async Task<CameraMetadata?> MetadataOf(Viewer viewer, Photo photo, CancellationToken ct)
    {
        var (camera, location) = (photo.ShowsCameraTo(viewer), photo.ShowsLocationTo(viewer));
        if (!(camera || location) || await envelope.OpenMetadata(photo, ct) is not { } written) return null;
        var shown = camera ? written : new CameraMetadata(null, null, null, null, null, null, null, null, written.Latitude, written.Longitude);
        return location ? shown : shown with { Latitude = null, Longitude = null };
    }

    internal static string? AltTextOf(string? text) => OptionalText.Of(text, Photo.MaxAltTextLength,
        length => new Refused("ALT_TEXT", $"An alt text has at most {Photo.MaxAltTextLength} characters; this one has {length}.", "altText") { Constraint = $"length 0..{Photo.MaxAltTextLength}" });
}
