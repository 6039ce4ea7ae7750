namespace PhotoShare.Web;

/// <summary>
/// POST /upload/share with files in <c>photos</c>: where a phone sends what somebody shares from their gallery to the installed app. No page
/// of ours made the form, so it has no antiforgery token: it is taken from the browser itself alone, never from another site's
/// page, and only makes drafts, which the person then sees and shares or not.
/// </summary>
static class ShareTarget
{
    internal static void MapShareTarget(this IEndpointRouteBuilder routes, Settings settings) => routes.MapPost("/upload/share", Take)
        .DisableAntiforgery().AllowAnonymous().WithMetadata(new UploadBound.RequestSizeLimit(UploadBound.Of(settings))).ExcludeFromDescription();

    static async Task<IResult> Take(HttpContext http, PostForm form)
    {
        if (!IsOfTheBrowser(http.Request)) return Results.StatusCode(StatusCodes.Status403Forbidden);
        if (!http.Viewer().IsSignedIn) return SeeOther(http, "/upload/shared");
        var files = http.Request.HasFormContentType ? (await http.Request.ReadFormAsync(http.RequestAborted)).Files.GetFiles("photos") : [];
        var (taken, left) = await form.Take(http.Viewer(), [.. files.Take(Post.MaxPhotos)], http.RequestAborted);
        var query = QueryString.Create(taken.Select(photo => KeyValuePair.Create("photo", (string?)NodeIds.Of<Photo>(photo.Id))));
        var leftOut = left.Count + Math.Max(0, files.Count - Post.MaxPhotos);
        return SeeOther(http, $"/upload{(leftOut > 0 ? query.Add("left", $"{leftOut}") : query)}");
    }

    /// <summary>Every browser that knows share targets says who made a request (Fetch Metadata); a page of another site can't say otherwise.</summary>
    static bool IsOfTheBrowser(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is "none" or "same-origin";

    static IResult SeeOther(HttpContext http, string url)
    {
        http.Response.Headers.Location = url;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
