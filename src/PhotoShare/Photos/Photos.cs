using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>What an owner does with a photo that has arrived.</summary>
public sealed class Photos(PhotoShareDb db, Envelope envelope)
{
    /// <summary>Changes the text that is read out instead of the picture (an empty one clears it), and whether others see what the camera wrote of itself. <c>null</c> leaves each.</summary>
    public async Task<Photo> Update(Viewer viewer, Guid photoId, string? altText, bool? showCamera, CancellationToken ct)
    {
        var photo = await db.OwnPhoto(viewer, photoId, ct);
        if (altText is not null) photo.AltText = AltTextOf(altText);
        photo.ShowCamera = showCamera ?? photo.ShowCamera;
        await db.SaveChangesAsync(ct);
        return photo;
    }

    /// <summary>Deletes a photo and its bytes: one's own, or for a moderator a reported one. A post keeps at least one photo: delete the post instead of its last.</summary>
    public async Task Delete(Viewer viewer, Guid photoId, CancellationToken ct)
    {
        var photo = await db.Photos.DeletableBy(viewer).SingleOrDefaultAsync(p => p.Id == photoId, ct) ?? throw Refused.NotFound("There is no such photo.", "photoId");
        if (photo.PostId is { } postId && !await db.Photos.AnyAsync(p => p.PostId == postId && p.Id != photoId, ct))
            throw Refused.Conflict("LAST_PHOTO", "A post has at least one photo. Delete the post instead.", "photoId");

        db.AddRange(BlobDeletion.Of(photo));
        db.Remove(photo);
        await db.CloseReports([photoId], ct);
        await db.SaveChangesAsync(ct);
        if (photo.PostId is { } changed) await db.PublishReady(changed, ct);
    }

    /// <summary>
    /// What the camera wrote: all of it for the owner, all but the place for others where the owner shows it; else <c>null</c>, and when it
    /// wrote nothing. The caller knows that the viewer may see the photo.
    /// </summary>
    public async Task<CameraMetadata?> MetadataOf(Viewer viewer, Photo photo, CancellationToken ct)
    {
        if (!photo.ShowsCameraTo(viewer)) return null;
        var written = await envelope.OpenMetadata(photo, ct);
        return photo.OwnerId == viewer.Id || written is null ? written : written with { Latitude = null, Longitude = null };
    }

    internal static string? AltTextOf(string? text) => OptionalText.Of(text, Photo.MaxAltTextLength,
        length => new Refused("ALT_TEXT", $"An alt text has at most {Photo.MaxAltTextLength} characters; this one has {length}.", "altText") { Constraint = $"length 0..{Photo.MaxAltTextLength}" });
}
