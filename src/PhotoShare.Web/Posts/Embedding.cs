using System.Text.Json.Serialization;

namespace PhotoShare.Web;

/// <summary>
/// GET /oembed (https://oembed.com, version 1.0): what another site needs to show a post that everybody may see, whoever asks. What
/// is not for everybody is not there (404); formats other than JSON are not written (501).
/// </summary>
static class Embedding
{
    /// <summary>Seconds; a photo's address holds longer.</summary>
    const int CacheAge = 12 * 60 * 60;

    internal static void MapEmbedding(this IEndpointRouteBuilder routes) => routes.MapGet("/oembed", Answer).AllowAnonymous().ExcludeFromDescription();

    static async Task<IResult> Answer(string? url, string? format, int? maxwidth, int? maxheight, HttpContext http, PhotoShareDb db, PhotoSources sources)
    {
        if (format is not (null or "" or "json")) return Results.StatusCode(StatusCodes.Status501NotImplemented);
        var site = http.SiteUrl();
        if (PostAt(site, url) is not { } id) return Results.NotFound();
        var found = await db.CardsOf(db.Posts.VisibleTo(PhotoShare.Viewer.Anonymous).Where(p => p.Id == id), PhotoShare.Viewer.Anonymous, null, http.RequestAborted);
        if (found.Cards is not [var card]) return Results.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=300";
        // Who embeds it wants to show it, from wherever their page is.
        http.Response.Headers.AccessControlAllowOrigin = "*";
        return Results.Json(Of(card, site, sources, maxwidth ?? int.MaxValue, maxheight ?? int.MaxValue));
    }

    /// <summary>A picture of the first photo no larger than asked; a link where none is so small, or where it lies behind a warning.</summary>
    static Embedded Of(PostCard card, Uri site, PhotoSources sources, int width, int height)
    {
        var link = new Embedded
        {
            Type = "link",
            Title = Preview.Short(card.Post.ContentWarning ?? card.Post.Caption ?? card.Photos[0].AltText ?? card.Author.Name),
            AuthorName = card.Author.Name,
            AuthorUrl = new Uri(site, card.Author.Url),
            ProviderUrl = site,
            CacheAge = CacheAge,
        };
        if (card.Post.ContentWarning is not null) return link;
        var fitting = PhotoSources.Shared(card.Photos[0]).Where(r => r.Width <= width && r.Height <= height).ToList();
        if (fitting is not [var picture, ..]) return link;
        var small = fitting.MinBy(r => r.Width)!;
        return link with
        {
            Type = "photo",
            Url = new Uri(site, sources.PublicUrl(picture)),
            Width = picture.Width,
            Height = picture.Height,
            ThumbnailUrl = new Uri(site, sources.PublicUrl(small)),
            ThumbnailWidth = small.Width,
            ThumbnailHeight = small.Height,
        };
    }

    static Guid? PostAt(Uri site, string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Authority == site.Authority
            && address.AbsolutePath.Split('/') is ["", "posts", var id] && Guid.TryParse(id, out var post) ? post : null;
}

/// <summary>The answer, in the words of the specification.</summary>
sealed record Embedded
{
    [JsonPropertyName("type")] public required string Type { get; init; }
    [JsonPropertyName("version")] public string Version { get; } = "1.0";
    [JsonPropertyName("title")] public required string Title { get; init; }
    [JsonPropertyName("author_name")] public required string AuthorName { get; init; }
    [JsonPropertyName("author_url")] public required Uri AuthorUrl { get; init; }
    [JsonPropertyName("provider_name")] public string ProviderName { get; } = "PhotoShare";
    [JsonPropertyName("provider_url")] public required Uri ProviderUrl { get; init; }
    [JsonPropertyName("cache_age")] public required int CacheAge { get; init; }
    [JsonPropertyName("url"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public Uri? Url { get; init; }
    [JsonPropertyName("width"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int? Width { get; init; }
    [JsonPropertyName("height"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int? Height { get; init; }
    [JsonPropertyName("thumbnail_url"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public Uri? ThumbnailUrl { get; init; }
    [JsonPropertyName("thumbnail_width"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int? ThumbnailWidth { get; init; }
    [JsonPropertyName("thumbnail_height"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int? ThumbnailHeight { get; init; }
}
