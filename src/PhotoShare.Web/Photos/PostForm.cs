namespace PhotoShare.Web;

/// <summary>The plain upload form: photos and words in one request, for a browser without script.</summary>
public sealed class PostForm(Uploads uploads, Photos photos, Posts posts)
{
    /// <summary>Takes the photos and makes their post: all of it or nothing. <paramref name="altText"/> has a line for each photo.</summary>
    public async Task<Post> Share(Viewer viewer, IReadOnlyList<IFormFile> files, string? caption, string? altText, Visibility visibility, CancellationToken ct)
    {
        if (files.Count is 0 or > Post.MaxPhotos)
            throw new Refused("PHOTO_COUNT", $"Choose 1 to {Post.MaxPhotos} photos.", "photos");
        var lines = (altText ?? "").ReplaceLineEndings("\n").Split('\n');
        var received = new List<Guid>();
        try
        {
            foreach (var (index, file) in files.Index()) received.Add((await Receive(viewer, file, lines.ElementAtOrDefault(index), ct)).Id);
            return await posts.Create(viewer, received, caption, visibility, null, true, null, null, ct);
        }
        catch (Refused)
        {
            // The browser sends all of them again with the corrected form.
            foreach (var photoId in received) await photos.Delete(viewer, photoId, ct);
            throw;
        }
    }

    async Task<Photo> Receive(Viewer viewer, IFormFile file, string? altText, CancellationToken ct)
    {
        await using var content = file.OpenReadStream();
        try
        {
            return await uploads.Receive(viewer, file.FileName, file.ContentType, content, altText, null, ct);
        }
        catch (Refused refused) when (refused.Path != "altText")
        {
            throw new Refused(refused.Code, $"{file.FileName}: {refused.Message}", "photos", refused.Kind);
        }
    }
}
