using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>Why a post is in a home feed. Where several hold, the first of them is said.</summary>
public enum FeedReason
{
    /// <summary>It is yours.</summary>
    Own,

    /// <summary>You follow its author.</summary>
    Following,

    /// <summary>You follow one of its hashtags, and not its author.</summary>
    Hashtag,

    /// <summary>
    /// You follow fewer than five people yet, and somebody you follow follows its author: somebody with a public account whom you neither
    /// follow nor asked to, nor muted, with no block between you. With the fifth person you follow these are gone.
    /// </summary>
    Suggested,
}

/// <summary>What to show next. Unordered: every door pages by id, newest first.</summary>
public static class Feed
{
    /// <summary>
    /// The home feed: one's own posts, those of the people one follows, the public ones of the hashtags one follows, and while one follows few
    /// people the public ones of whom those follow; none of whom one has muted. Merged when read, so an unfollow holds from the next request on.
    /// What belongs to it is said here; its pages are found by <see cref="HomeFeedBefore"/>.
    /// </summary>
    public static IQueryable<Post> HomeFeed(this PhotoShareDb db, Viewer viewer)
    {
        var (authors, suggested, hashtags) = (db.FeedAuthors(viewer).Select(author => author.Id), db.SuggestedAuthors(viewer), db.FollowedHashtags(viewer));
        Expression<Func<Post, bool>> known = post => authors.Contains(post.AuthorId);
        return db.Posts.VisibleTo(viewer).Where(known.Or(db.IsOpenTo(viewer).And(post =>
            suggested.Contains(post.AuthorId) || post.Hashtags.Any(tag => hashtags.Contains(tag.Name)))));
    }

    /// <summary>The newest posts of a home feed, no more than <paramref name="most"/>, of those older than one, or of all. A late page costs no more than the first.</summary>
    /// <param name="sources">What to look through; what <see cref="SourcesOf"/> leaves out gives nothing.</param>
    public static IQueryable<Post> HomeFeedBefore(this PhotoShareDb db, Viewer viewer, Guid? before, int most, FeedSources sources = FeedSources.All) =>
        db.Within(viewer, before is null ? _ => true : post => post.Id < before, most, sources);

    /// <summary>The newest posts of a home feed, no more than <paramref name="most"/>, down to one and with it.</summary>
    public static IQueryable<Post> HomeFeedFrom(this PhotoShareDb db, Viewer viewer, Guid from, int most) => db.Within(viewer, post => post.Id >= from, most, FeedSources.All);

    static IQueryable<Post> Within(this PhotoShareDb db, Viewer viewer, Expression<Func<Post, bool>> range, int most, FeedSources sources)
    {
        // Of posts that the viewer sees, found in the same statement.
        var ids = db.Feed.Newest(db, viewer, range, most, sources);
        return db.Posts.AsNoTracking().Where(post => ids.Contains(post.Id));
    }

    /// <summary>What a home feed comes from beside the people whom its owner follows. Most people have neither, and a statement without it is planned and run in half the time. A database that looks through all posts either way is not asked.</summary>
    public static async Task<FeedSources> SourcesOf(this PhotoShareDb db, Viewer viewer, CancellationToken ct) => !db.LooksUpEach
        ? FeedSources.All
        : (await CompiledQueries.Rows(db, viewer, typeof(FeedSources), [], (who, _) =>
        {
            var (me, few, many) = (who.Required, db.FollowsFew(who), db.FollowsMany(who));
            return db.Users.Where(user => user.Id == me).Select(_ =>
                (db.HashtagFollows.Any(f => f.UserId == me) ? FeedSources.Hashtags : 0) | (few.Any() ? FeedSources.Suggested : 0) | (many.Any() ? FeedSources.Many : 0));
        }, ct)).SingleOrDefault();

    /// <summary>How many posts of a home feed are newer than one.</summary>
    public static Task<int> HomeFeedSince(this PhotoShareDb db, Viewer viewer, Guid newest, CancellationToken ct) =>
        db.Feed.Newest(db, viewer, post => post.Id > newest, int.MaxValue, FeedSources.All).CountAsync(ct);

    /// <summary>Posts of a home feed, with why each is there.</summary>
    public static IQueryable<ReasonedPost> WithReasons(this IQueryable<Post> posts, PhotoShareDb db, Viewer viewer)
    {
        var me = viewer.Required;
        var hashtags = db.FollowedHashtags(viewer);
        return posts.Select(post => new ReasonedPost
        {
            Post = post,
            Reason = post.AuthorId == me ? FeedReason.Own
                : db.Follows.Any(f => f.FollowerId == me && f.FolloweeId == post.AuthorId && f.AcceptedAt != null) ? FeedReason.Following
                : post.Hashtags.Any(tag => hashtags.Contains(tag.Name)) ? FeedReason.Hashtag
                : FeedReason.Suggested,
        });
    }

    /// <summary>Why posts are in a home feed, by their ids.</summary>
    public static async Task<IReadOnlyDictionary<Guid, FeedReason>> FeedReasons(this PhotoShareDb db, Viewer viewer, IEnumerable<Guid> postIds, CancellationToken ct) =>
        (await Reasons.Rows(db, viewer, [.. postIds], ct)).ToDictionary(row => row.Key, row => row.Value);

    static readonly CompiledQuery<Guid, Keyed<Guid, FeedReason>> Reasons = new((db, viewer, ids) =>
        db.Posts.VisibleTo(viewer).Where(post => ids.Contains(post.Id)).WithReasons(db, viewer).Select(row => new Keyed<Guid, FeedReason>(row.Post.Id, row.Reason)));

    /// <summary>What anybody may see, as far as it is for this viewer: without the people they have muted, or who are blocked either way.</summary>
    public static IQueryable<Post> ExplorePosts(this PhotoShareDb db, Viewer viewer) => db.Posts.VisibleTo(viewer).Where(db.IsOpenTo(viewer));

    static Expression<Func<Post, bool>> IsOpenTo(this PhotoShareDb db, Viewer viewer)
    {
        var me = viewer.Id;
        // Moderators see more than is for everyone.
        return post => post.PublishedAt != null && post.HiddenAt == null && post.Visibility == Visibility.Public && !post.Author!.IsPrivate && post.Author.BannedAt == null && post.Author.LeavesAt == null
            && (me == null || !db.Mutes.Any(mute => mute.MuterId == me && mute.MutedId == post.AuthorId));
    }

    /// <summary>Those of whose posts a home feed has all that the viewer may see: themselves and whom they follow.</summary>
    internal static IQueryable<FeedAuthor> FeedAuthors(this PhotoShareDb db, Viewer viewer)
    {
        var me = viewer.Required;
        return db.Users.Where(user => user.Id == me).Select(user => new FeedAuthor { Id = user.Id, IsSuggested = false }).Concat(db.FriendsOf(me)
            .Where(f => !db.Mutes.Any(mute => mute.MuterId == me && mute.MutedId == f.FolloweeId))
            .Select(f => new FeedAuthor { Id = f.FolloweeId, IsSuggested = false }));
    }

    internal static IQueryable<string> FollowedHashtags(this PhotoShareDb db, Viewer viewer)
    {
        var me = viewer.Required;
        return db.HashtagFollows.Where(f => f.UserId == me).Select(f => f.Name);
    }
}

/// <summary>Somebody whose posts are in a home feed.</summary>
sealed class FeedAuthor
{
    public required Guid Id { get; init; }

    /// <summary>Whether they are there for what they show everybody alone.</summary>
    public required bool IsSuggested { get; init; }
}

/// <summary>What a home feed comes from, beside its owner and the people whom they follow.</summary>
[Flags]
public enum FeedSources
{
    /// <summary>The hashtags that they follow.</summary>
    Hashtags = 1,

    /// <summary>Those whom the few follow whom they follow.</summary>
    Suggested = 2,

    /// <summary>So many people that what was posted lately, by anybody, is likely to be of some of them.</summary>
    Many = 4,

    All = Hashtags | Suggested,
}

/// <summary>A post and why it is in a home feed.</summary>
public sealed class ReasonedPost
{
    public required Post Post { get; init; }
    public required FeedReason Reason { get; init; }
}
