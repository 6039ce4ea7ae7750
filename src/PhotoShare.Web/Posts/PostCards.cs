using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>A post as a page shows it.</summary>
/// <param name="Photos">In their order.</param>
public sealed record PostCard(Post Post, Person Author, IReadOnlyList<Photo> Photos, int LikeCount, int CommentCount, bool ViewerHasLiked)
{
    /// <summary>Whether a visitor may see it, so that its photos' addresses may be cached for long.</summary>
    public bool IsPublic => Post is { PublishedAt: not null, Visibility: Visibility.Public } && !Author.IsPrivate;

    public string Url => $"/posts/{Post.Id}";
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
        var (likes, comments) = (db.Likes.VisibleTo(viewer), db.Comments.VisibleTo(viewer));
        if (after is { } cursor) posts = posts.Where(p => p.Id < cursor);
        var rows = await posts.OrderByDescending(p => p.Id).Take(pageSize + 1).Select(p => new
        {
            Post = p,
            Author = new Person(p.AuthorId, p.Author!.UserName!, p.Author.DisplayName, p.Author.IsPrivate, p.Author.AvatarPhoto!.Renditions),
            LikeCount = likes.Count(l => l.PostId == p.Id),
            CommentCount = comments.Count(c => c.PostId == p.Id),
            Liked = db.Likes.Any(l => l.PostId == p.Id && l.UserId == me),
        }).ToListAsync(ct);

        var next = rows.Count > pageSize ? rows[pageSize - 1].Post.Id : (Guid?)null;
        rows = rows.Take(pageSize).ToList();
        var ids = rows.ConvertAll(row => (Guid?)row.Post.Id);
        var photos = (await db.Photos.AsNoTracking().Where(p => ids.Contains(p.PostId)).OrderBy(p => p.Position).ToListAsync(ct)).ToLookup(p => p.PostId);
        return new PostCardPage(
            rows.ConvertAll(row => new PostCard(row.Post, row.Author, [.. photos[row.Post.Id]], row.LikeCount, row.CommentCount, row.Liked)), next);
    }
}
