using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>A post as a page shows it.</summary>
/// <param name="Photos">In their order.</param>
public sealed record PostCard(Post Post, Person Author, IReadOnlyList<Photo> Photos, int LikeCount, int CommentCount, bool ViewerHasLiked, bool ViewerHasSaved, string? PlaceName, bool SeesLikes = true)
{
    /// <summary>Whether a visitor may see it, so that its photos' addresses may be cached for long.</summary>
    public bool IsPublic => Post is { PublishedAt: not null, HiddenAt: null, Visibility: Visibility.Public } && !Author.IsPrivate;

    public string Url => $"/posts/{Post.Id}";

    /// <summary>What a link to the post says beside its picture, which says what it shows if its author wrote it down.</summary>
    public string Label(Texts L)
    {
        var label = $"{L["Post by {0}", Author.Name]}, {L.Ago(Post.CreatedAt)}";
        if (Photos[0].AltText is null) label += $": {Post.Caption ?? L["a photo"]}";
        return Photos.Count == 1 ? label : $"{label} ({L["{0} photos", Photos.Count]})";
    }
}

/// <summary>Some posts, newest first.</summary>
/// <param name="Next">What <c>after</c> gives the ones that follow; <c>null</c> at the end.</param>
public sealed record PostCardPage(IReadOnlyList<PostCard> Cards, Guid? Next);

static class PostCards
{
    internal const int PageSize = 24;

    /// <summary>A page of <paramref name="posts"/>, which the viewer must be allowed to see. Two statements, however many posts.</summary>
    internal static async Task<PostCardPage> CardsOf(
        this PhotoShareDb db, IQueryable<Post> posts, Viewer viewer, Guid? after, CancellationToken ct, int pageSize = PageSize)
    {
        var me = viewer.Id;
        var (likes, comments) = (db.Likes.CountedFor(viewer), db.Comments.CountedFor(viewer));
        var hidden = db.Posts.LikesHiddenFrom(viewer);
        if (after is { } cursor) posts = posts.Where(p => p.Id < cursor);
        var rows = await posts.OrderByDescending(p => p.Id).Take(pageSize + 1).Select(p => new
        {
            Post = p,
            Author = new Person(p.AuthorId, p.Author!.UserName!, p.Author.DisplayName, p.Author.IsPrivate, p.Author.AvatarPhoto!.Renditions),
            SeesLikes = !hidden.Any(one => one.Id == p.Id),
            LikeCount = hidden.Any(one => one.Id == p.Id) ? 0 : likes.Count(l => l.PostId == p.Id),
            CommentCount = comments.Count(c => c.PostId == p.Id),
            Liked = db.Likes.Any(l => l.PostId == p.Id && l.UserId == me),
            Saved = db.SavedPosts.Any(s => s.PostId == p.Id && s.UserId == me),
            PlaceName = db.Places.Where(place => place.Id == p.PlaceId).Select(place => place.Name).FirstOrDefault(),
        }).ToListAsync(ct);

        var next = rows.Count > pageSize ? rows[pageSize - 1].Post.Id : (Guid?)null;
        rows = rows.Take(pageSize).ToList();
        var ids = rows.ConvertAll(row => (Guid?)row.Post.Id);
        var photos = (await db.Photos.AsNoTracking().Where(p => ids.Contains(p.PostId)).OrderBy(p => p.Position).ToListAsync(ct)).ToLookup(p => p.PostId);
        return new PostCardPage(
            rows.ConvertAll(row => new PostCard(row.Post, row.Author, [.. photos[row.Post.Id]], row.LikeCount, row.CommentCount, row.Liked, row.Saved, row.PlaceName, row.SeesLikes)), next);
    }
}
