using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>Which posts: those for which all that is given holds, e.g. {hashtag: {eq: "lake"}, createdAt: {gte: "2026-01-01T00:00:00Z"}}.</summary>
public sealed class PostFilterInput : FilterInput<PostFilterInput, Post>
{
    /// <summary>When it was made.</summary>
    public DateTimeFilterInput? CreatedAt { get; set; }

    /// <summary>Its caption.</summary>
    public StringFilterInput? Caption { get; set; }

    /// <summary>Its hashtags, in upper or lower case, with or without #: that one of them is so; with neq or nin, that none of them is.</summary>
    public StringFilterInput? Hashtag { get; set; }

    internal override void Describe(FilterBuilder<Post> filter)
    {
        filter.Time("createdAt", CreatedAt, post => post.CreatedAt);
        filter.Text("caption", Caption, post => post.Caption);
        filter.AnyText("hashtag", Hashtag, post => post.Hashtags.Select(tag => tag.Name), name => name.TrimStart('#').ToLowerInvariant());
    }
}

/// <summary>What posts are sorted by: one value for each term, as in [{likeCount: DESC}, {createdAt: ASC}].</summary>
public sealed class PostSortInput : SortInput<RankedPost>
{
    /// <summary>When it was made.</summary>
    public SortDirection? CreatedAt { get; set; }

    /// <summary>How many people like it.</summary>
    public SortDirection? LikeCount { get; set; }

    internal override IEnumerable<(string, SortDirection?, Func<RowOrder<RankedPost>, bool, RowOrder<RankedPost>>)> Values =>
    [
        ("createdAt", CreatedAt, (order, descending) => order.Then(row => row.Post.Id, descending)),
        ("likeCount", LikeCount, (order, descending) => order.Then(row => row.LikeCount, descending)),
    ];
}

/// <summary>A post with what it can be ranked by.</summary>
public sealed class RankedPost : AuthoredPost
{
    public required int LikeCount { get; init; }
}

public sealed class PostsOfUser(IDbContextFactory<PhotoShareDb> databases, PostById posts, UserById users)
    : PostPages<Guid, AuthoredPost>(databases, posts, users,
        (db, viewer) => db.Posts.VisibleTo(viewer).WithAuthors(db, viewer), row => row.Post.AuthorId, RowOrder.Descending((AuthoredPost row) => row.Post.Id));

/// <summary>Apart, because who lists the latest should not have everything counted.</summary>
public sealed class RankedPostsOfUser(IDbContextFactory<PhotoShareDb> databases, PostById posts, UserById users)
    : PostPages<Guid, RankedPost>(databases, posts, users,
        (db, viewer) =>
        {
            var (hidden, likes) = (db.Posts.LikesHiddenFrom(viewer), db.Likes.CountedFor(viewer));
            return db.Posts.VisibleTo(viewer).WithAuthors(db, viewer)
                .Select(row => new RankedPost { Post = row.Post, Author = row.Author, LikeCount = hidden.Any(one => one.Id == row.Post.Id) ? 0 : likes.Count(like => like.PostId == row.Post.Id) });
        },
        row => row.Post.AuthorId, RowOrder.Descending((RankedPost row) => row.Post.Id));
