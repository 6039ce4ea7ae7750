namespace PhotoShare;

/// <summary>The place of a post in time.</summary>
public readonly record struct PostMoment(DateTime PublishedAt, Guid Id);

/// <summary>
/// Some neighbours in time that are ranked among themselves, as they were at one moment: what is posted, liked or said after it
/// changes nothing, so that pages fit together.
/// </summary>
/// <param name="At">The moment.</param>
/// <param name="Below">Only older posts than this; <c>null</c> for the newest.</param>
/// <param name="From">The oldest post; <c>null</c> where it is not known yet: then <see cref="Explore.WindowSize"/> posts are taken.</param>
public sealed record ExploreWindow(DateTime At, PostMoment? Below = null, PostMoment? From = null);

/// <summary>A post and how it ranks.</summary>
public sealed record LivelyPost(PostMoment Moment, double Score);

/// <summary>
/// What to look at among everything public: posts that others like and talk about, of which newer ones need less of it. The logarithm of
/// the engagement loses to age at a steady pace, so a rank needs no clock but the window's. Older windows follow newer ones.
/// </summary>
public static class Explore
{
    /// <summary>Posts that are ranked among each other; few enough to be counted when they are read.</summary>
    public const int WindowSize = 500;

    /// <summary>Seconds in which a post loses what tenfold engagement gives it.</summary>
    const double SecondsPerTenfold = 45_000;

    /// <summary>How many likes a comment weighs.</summary>
    public const int CommentWeight = 3;

    /// <summary>The posts of a window that everyone may see, the best first: the same for everyone, whoever may not be for whom.</summary>
    public static async Task<IReadOnlyList<LivelyPost>> Rank(this PhotoShareDb db, ExploreWindow window, CancellationToken ct)
    {
        var at = window.At;
        object?[] places = [at, window.Below?.PublishedAt, window.Below?.Id, window.From?.PublishedAt, window.From?.Id];
        var counted = await CompiledQueries.Rows(db, Viewer.Anonymous, typeof(Explore), places, (who, values) => db.Counted(who, new ExploreWindow((DateTime)values[0]!, Moment(values, 1), Moment(values, 3))), ct);
        return
        [
            .. counted.Select(p => new LivelyPost(new PostMoment(p.PublishedAt, p.Id), Math.Log10(1 + p.Likes + CommentWeight * p.Comments) - (at - p.PublishedAt).TotalSeconds / SecondsPerTenfold))
                .OrderByDescending(post => post.Score).ThenByDescending(post => post.Moment.Id),
        ];

        static PostMoment? Moment(IReadOnlyList<object?> values, int i) => values[i] is null ? null : new PostMoment((DateTime)values[i]!, (Guid)values[i + 1]!);
    }

    static IQueryable<CountedPost> Counted(this PhotoShareDb db, Viewer viewer, ExploreWindow window)
    {
        var at = window.At;
        var posts = db.ExplorePosts(viewer).Where(p => p.PublishedAt <= at);
        if (window.Below is { PublishedAt: var newest, Id: var newestId })
            posts = posts.Where(p => p.PublishedAt <= newest && (p.PublishedAt < newest || p.Id < newestId));
        if (window.From is { PublishedAt: var oldest, Id: var oldestId })
            posts = posts.Where(p => p.PublishedAt >= oldest && (p.PublishedAt > oldest || p.Id >= oldestId));
        else
            posts = posts.OrderByDescending(p => p.PublishedAt).ThenByDescending(p => p.Id).Take(WindowSize);
        return posts.Select(p => new CountedPost
        {
            PublishedAt = p.PublishedAt!.Value,
            Id = p.Id,
            Likes = db.Likes.Count(like => like.PostId == p.Id && like.CreatedAt <= at),
            Comments = db.Comments.Count(comment => comment.PostId == p.Id && comment.CreatedAt <= at),
        });
    }

    sealed class CountedPost
    {
        public required DateTime PublishedAt { get; init; }
        public required Guid Id { get; init; }
        public required int Likes { get; init; }
        public required int Comments { get; init; }
    }
}
