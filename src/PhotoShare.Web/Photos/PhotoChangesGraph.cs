using GraphQL;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

partial class Mutation
{
    /// <summary>Changes one of your photos. What is left out stays; an empty text clears it.</summary>
    [SignedIn, Scoped(Scope.Write)]
    public static Task<UpdatePhotoPayload> UpdatePhoto([FromServices] Photos photos, [Me] Viewer me, UpdatePhotoInput input, CancellationToken ct) =>
        Payload.Of(input, async () => new UpdatePhotoPayload { Photo = new PhotoNode(await photos.Update(me, input.PhotoId.KeyOf(PhotoNode.Type, "photoId"), input.AltText, input.ShowCamera, input.ShowLocation, ct)) });

    /// <summary>Deletes one of your photos and its bytes. A post keeps at least one photo: delete the post instead of its last.</summary>
    [SignedIn, Scoped(Scope.Write)]
    public static Task<DeletePhotoPayload> DeletePhoto([FromServices] Photos photos, [Me] Viewer me, DeletePhotoInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            await photos.Delete(me, input.PhotoId.KeyOf(PhotoNode.Type, "photoId"), ct);
            return new DeletePhotoPayload { DeletedPhotoId = input.PhotoId };
        });
}

/// <summary>What to change of a photo.</summary>
public sealed class UpdatePhotoInput : MutationInput
{
    /// <summary>The photo's id.</summary>
    public required GlobalId PhotoId { get; init; }

    /// <summary>What is read out instead of the picture, up to 1,000 characters.</summary>
    public string? AltText { get; init; }

    /// <summary>Whether others see what the camera wrote of itself, and when it took the photo. Where, showLocation says.</summary>
    public bool? ShowCamera { get; init; }

    /// <summary>
    /// Whether everybody who sees the photo sees where the camera says it took it: the coordinates of its metadata. Nobody but you sees them
    /// unless you give this photo's away so; false takes them back.
    /// </summary>
    public bool? ShowLocation { get; init; }
}

/// <summary>What updatePhoto answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError))]
public sealed class UpdatePhotoPayload : Payload
{
    /// <summary>The photo as it is now.</summary>
    public PhotoNode? Photo { get; init; }
}

/// <summary>Which photo to delete.</summary>
public sealed class DeletePhotoInput : MutationInput
{
    /// <summary>The photo's id.</summary>
    public required GlobalId PhotoId { get; init; }
}

/// <summary>What deletePhoto answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError), typeof(ConflictError))]
public sealed class DeletePhotoPayload : Payload
{
    /// <summary>The id that names a photo no longer.</summary>
    public GlobalId? DeletedPhotoId { get; init; }
}

partial class Subscription
{
    /// <summary>Tells when one of your photos is ready or has failed. With photoId, of that one alone, and at once if it is done already; a photo that is not yours is refused.</summary>
    [SignedIn, Scoped(Scope.Read)]
    public static async Task<IAsyncEnumerable<PhotoProcessedEvent>> OnPhotoProcessed(
        [FromServices] Live live, [FromServices] PhotoShareDb db, [Me] Viewer me, GlobalId? photoId, CancellationToken ct)
    {
        var (owner, key, told) = (me.Required, photoId?.KeyOf(PhotoNode.Type, "photoId"), false);
        if (key is not null && !await db.Photos.VisibleTo(me).AnyAsync(p => p.Id == key && p.OwnerId == owner, ct)) throw Refused.NotFound("There is no such photo.", "photoId");
        return live.Watch<PhotoProcessed, PhotoProcessedEvent>(
            hint => hint.OwnerId == owner && (key is null || hint.PhotoId == key),
            (services, hint, reading) => Done(services, hint.PhotoId, reading),
            async (services, reading) => key is null ? null : await Done(services, key.Value, reading),
            ct: ct);

        async Task<PhotoProcessedEvent?> Done(IServiceProvider services, Guid id, CancellationToken reading)
        {
            // One photo is done once: a hint may tell of what was found already.
            if (key is not null && told) return null;
            var photo = await services.GetRequiredService<PhotoShareDb>().Photos.VisibleTo(me)
                .SingleOrDefaultAsync(p => p.Id == id && p.OwnerId == owner && (p.Status == PhotoStatus.Ready || p.Status == PhotoStatus.Failed), reading);
            told = photo is not null;
            return photo is null ? null : new PhotoProcessedEvent(photo);
        }
    }
}

/// <summary>A photo is ready or has failed.</summary>
public sealed class PhotoProcessedEvent(Photo photo)
{
    /// <summary>The photo.</summary>
    public PhotoNode Photo => new(photo);
}
