using System.Globalization;

namespace PhotoShare.Web;

/// <summary>The forms that make a post and change one. Without script they take the photos too.</summary>
public sealed class PostForm(Uploads uploads, Photos photos, Posts posts, Places places)
{
    /// <summary>Takes each file that is a photo, in order, and says what was wrong with the others.</summary>
    public async Task<(IReadOnlyList<Photo> Taken, IReadOnlyList<Refused> Left)> Take(Viewer viewer, IReadOnlyList<IFormFile> files, CancellationToken ct)
    {
        var (taken, left) = (new List<Photo>(), new List<Refused>());
        foreach (var file in files)
        {
            await using var content = file.OpenReadStream();
            try
            {
                taken.Add(await uploads.Receive(viewer, file.FileName, file.ContentType, content, null, null, ct));
            }
            catch (Refused refused)
            {
                left.Add(new Refused(refused.Code, $"{file.FileName}: {refused.Sentence}", "photos", refused.Kind));
            }
        }
        return (taken, left);
    }

    /// <summary>
    /// Makes the post. The same <paramref name="once"/> makes it once. A refusal's path is a field of the form: <c>photos</c>,
    /// <c>caption</c>, …, or <c>row-</c> and a photo's id.
    /// </summary>
    /// <param name="photoIds">In the order to show them.</param>
    /// <param name="drafts">Those of them that are no post's yet, with the alt text and the word on the camera that they are to have.</param>
    public async Task<Post> Share(Viewer viewer, IReadOnlyList<Guid> photoIds, IReadOnlyList<Photo> drafts, PostWords words, string? once, CancellationToken ct)
    {
        if (photoIds.Count is 0 or > Post.MaxPhotos) throw TooMany();
        var place = await words.PlaceFor(viewer, places, ct);
        foreach (var draft in drafts) await Describe(viewer, draft, draft.AltText, draft.ShowCamera, null, ct);
        try
        {
            return await posts.Create(viewer, photoIds, words.Caption, words.Visibility, words.ContentWarning, words.CommentsEnabled, place, once, ct, words.HidesLikes);
        }
        catch (Refused refused) when (refused.Path == NewPlaceName)
        {
            throw NotCalled(refused);
        }
        catch (Refused refused) when (refused.Path?.Split('.') is ["photoIds", var index])
        {
            throw new Refused(refused.Code, refused.Sentence, RowOf(photoIds[int.Parse(index, CultureInfo.InvariantCulture)]), refused.Kind);
        }
    }

    /// <summary>Changes of a post what is said otherwise than it was.</summary>
    /// <param name="was">As the form showed it at first.</param>
    /// <param name="described">Its photos, as they are to be.</param>
    public async Task Change(Viewer viewer, Guid postId, PostWords was, PostWords words, IEnumerable<Photo> described, CancellationToken ct)
    {
        var named = words.Place != was.Place || !string.IsNullOrEmpty(words.Coordinates);
        var place = named ? await words.PlaceFor(viewer, places, ct) ?? PlaceChoice.None : null;
        foreach (var photo in described) await Describe(viewer, photo, photo.AltText, photo.ShowCamera, photo.ShowLocation, ct);
        try
        {
            await posts.Update(viewer, postId, Changed(was.Caption, words.Caption), words.Visibility, Changed(was.ContentWarning, words.ContentWarning), words.CommentsEnabled, place, ct, words.HidesLikes);
        }
        catch (Refused refused) when (refused.Path == NewPlaceName)
        {
            throw NotCalled(refused);
        }
    }

    const string NewPlaceName = "place.new.name";

    static Refused NotCalled(Refused refused) => new(refused.Code, refused.Sentence, "place", refused.Kind);

    /// <summary><c>null</c> for what is as it was: who may not change it may still change the rest.</summary>
    static string? Changed(string? was, string? now) => (now ?? "") == (was ?? "") ? null : now ?? "";

    async Task Describe(Viewer viewer, Photo photo, string? altText, bool showCamera, bool? showLocation, CancellationToken ct)
    {
        try
        {
            await photos.Update(viewer, photo.Id, altText ?? "", showCamera, showLocation, ct);
        }
        catch (Refused refused) when (refused.Path == "altText")
        {
            throw new Refused(refused.Code, refused.Sentence, RowOf(photo.Id), refused.Kind);
        }
    }

    internal static string RowOf(Guid photoId) => $"row-{NodeIds.Of<Photo>(photoId)}";

    internal static Refused TooMany() => new("PHOTO_COUNT", $"Choose 1 to {Post.MaxPhotos} photos.", "photos");
}
