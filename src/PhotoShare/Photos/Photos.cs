using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>What an owner does with a photo that has arrived.</summary>
public sealed class Photos(PhotoShareDb db, Envelope envelope)
{
    /// <summary>Changes the text that is read out instead of the picture. <c>null</c> leaves it, an empty text clears it.</summary>
    public async Task<Photo> Update(Viewer viewer, Guid photoId, string? altText, CancellationToken ct)
    {
        var photo = await db.OwnPhoto(viewer, photoId, ct);
        if (altText is not null) photo.AltText = AltTextOf(altText);
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

    /// <summary>What the camera wrote, for the owner alone; <c>null</c> for anyone else and when it wrote nothing.</summary>
    public async Task<CameraMetadata?> MetadataOf(Viewer viewer, Photo photo, CancellationToken ct)
    {
        if (photo.OwnerId != viewer.Id || photo.SealedMetadata is not { } sealedBytes) return null;
        var json = await envelope.Open(photo.OwnerId, "photos", "sealed_metadata", photo.Id, sealedBytes, ct);
        return JsonSerializer.Deserialize(json, MediaJson.Default.CameraMetadata);
    }

    internal static string? AltTextOf(string? text) => OptionalText.Of(text, Photo.MaxAltTextLength,
        length => new Refused("ALT_TEXT", $"An alt text has at most {Photo.MaxAltTextLength} characters; this one has {length}.", "altText"));
}
