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

    static readonly CompiledQuery<Guid, Photo> PhotosOf = new((db, _, ids) => db.Photos.AsNoTracking().Where(p => ids.Contains(p.PostId!.Value)).OrderBy(p => p.Position));

    /// <summary>A page of <paramref name="posts"/>, which the viewer must be allowed to see. Two statements, however many posts.</summary>
    internal static async Task<PostCardPage> CardsOf(this PhotoShareDb db, IQueryable<Post> posts, Viewer viewer, Guid? after, CancellationToken ct, int pageSize = PageSize) =>
        await db.Page(viewer, await db.Rows(posts, viewer, after, pageSize).ToListAsync(ct), pageSize, ct);

    /// <summary>The same of a list that is looked at all the time; see <see cref="CompiledQueries"/>.</summary>
    /// <param name="list">Says which list it is, but for whose it is and where the page begins.</param>
    /// <param name="of">Whose or which one it is; <c>null</c> where there is one.</param>
    /// <param name="posts">The posts for a viewer, <paramref name="of"/> and <paramref name="after"/>.</param>
    internal static async Task<PostCardPage> CardsOf(
        this PhotoShareDb db, object list, Viewer viewer, Guid? of, Guid? after, Func<Viewer, Guid?, Guid?, IQueryable<Post>> posts, CancellationToken ct, int pageSize = PageSize)
    {
        var rows = await CompiledQueries.Rows(db, viewer, (typeof(PostCards), list), [of, after], (who, values) =>
        {
            var (its, place) = ((Guid?)values[0], (Guid?)values[1]);
            return db.Rows(posts(who, its, place), who, place, pageSize);
        }, ct, pageSize + 1);
        return await db.Page(viewer, rows, pageSize, ct);
    }

    /// <summary>All that is for everybody.</summary>
    internal static Task<PostCardPage> RecentCards(this PhotoShareDb db, Viewer viewer, Guid? after, CancellationToken ct) =>
        db.CardsOf("recent", viewer, null, after, (who, _, _) => db.ExplorePosts(who), ct);

    static IQueryable<Row> Rows(this PhotoShareDb db, IQueryable<Post> posts, Viewer viewer, Guid? after, int pageSize)
    {
        var me = viewer.Id;
        var (likes, comments) = (db.Likes.CountedFor(viewer), db.Comments.CountedFor(viewer));
        var hidden = db.Posts.LikesHiddenFrom(viewer);
        if (after is { } cursor) posts = posts.Where(p => p.Id < cursor);
        return posts.OrderByDescending(p => p.Id).Take(pageSize + 1).Select(p => new Row
        {
            Post = p,
            Author = new Person(p.AuthorId, p.Author!.UserName!, p.Author.DisplayName, p.Author.IsPrivate, p.Author.AvatarPhoto!.Renditions),
            SeesLikes = !hidden.Any(one => one.Id == p.Id),
            LikeCount = hidden.Any(one => one.Id == p.Id) ? 0 : likes.Count(l => l.PostId == p.Id),
            CommentCount = comments.Count(c => c.PostId == p.Id),
            Liked = db.Likes.Any(l => l.PostId == p.Id && l.UserId == me),
            Saved = db.SavedPosts.Any(s => s.PostId == p.Id && s.UserId == me),
            PlaceName = db.Places.Where(place => place.Id == p.PlaceId).Select(place => place.Name).FirstOrDefault(),
        });
    }

    static async Task<PostCardPage> Page(this PhotoShareDb db, Viewer viewer, List<Row> rows, int pageSize, CancellationToken ct)
    {
        var next = rows.Count > pageSize ? rows[pageSize - 1].Post.Id : (Guid?)null;
        rows = rows.Take(pageSize).ToList();
        var photos = (await PhotosOf.Rows(db, viewer, rows.ConvertAll(row => row.Post.Id), ct)).ToLookup(p => p.PostId);
        return new PostCardPage(
            rows.ConvertAll(row => new PostCard(row.Post, row.Author, [.. photos[row.Post.Id]], row.LikeCount, row.CommentCount, row.Liked, row.Saved, row.PlaceName, row.SeesLikes)), next);
    }

    sealed class Row
    {
        public required Post Post { get; init; }
        public required Person Author { get; init; }
        public required bool SeesLikes { get; init; }
        public required int LikeCount { get; init; }
        public required int CommentCount { get; init; }
        public required bool Liked { get; init; }
        public required bool Saved { get; init; }
        public required string? PlaceName { get; init; }
    }
}
