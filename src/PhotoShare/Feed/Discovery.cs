using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>What and whom one might want to know.</summary>
public static class Discovery
{
    /// <summary>Recent public posts whose authors are considered where nobody's friends tell of anybody.</summary>
    const int RecentPosts = 500;

    /// <summary>Who follows so many people has a feed of their own, and no suggestions in it.</summary>
    const int FollowsOfAFullFeed = 5;

    /// <summary>To look up the newest post of each of so many takes longer than to look through what was posted lately.</summary>
    const int ManyFollows = 1_500;

    /// <summary>
    /// Hashtags by how many people used them of late in posts that anybody may see. Somebody who used one today counts seven, in the last three days three,
    /// in the last week one: the more recent use is in all the longer spans. One person counts once, however much they post.
    /// </summary>
    public static async Task<IReadOnlyList<string>> TrendingHashtags(this PhotoShareDb db, Viewer viewer, int count, CancellationToken ct)
    {
        var now = DateTime.UtcNow;
        var (day, days, week) = (now.AddDays(-1), now.AddDays(-3), now.AddDays(-7));
        var uses = from post in db.ExplorePosts(viewer)
                   where post.PublishedAt > week
                   join tag in db.PostHashtags on post.Id equals tag.PostId
                   select new { tag.Name, post.AuthorId, post.PublishedAt };
        return await uses.GroupBy(use => use.Name)
            .Select(tag => new
            {
                tag.Key,
                Score = 4 * tag.Where(use => use.PublishedAt > day).Select(use => use.AuthorId).Distinct().Count()
                    + 2 * tag.Where(use => use.PublishedAt > days).Select(use => use.AuthorId).Distinct().Count()
                    + tag.Select(use => use.AuthorId).Distinct().Count(),
            })
            .OrderByDescending(tag => tag.Score).ThenBy(tag => tag.Key)
            .Take(count).Select(tag => tag.Key).ToListAsync(ct);
    }

    /// <summary>Those of some hashtags that are in a post which anybody may see.</summary>
    public static IQueryable<string> Trendable(this PhotoShareDb db, Viewer viewer, IReadOnlyCollection<string> names) =>
        (from tag in db.PostHashtags
         where names.Contains(tag.Name)
         join post in db.ExplorePosts(viewer) on tag.PostId equals post.Id
         select tag.Name).Distinct();

    /// <summary>
    /// People to follow: whom those follow whom the viewer follows, the most of them first; then those of who posted lately whom the most follow.
    /// Nobody whom the viewer follows already or asked to, has muted, or who is blocked either way.
    /// </summary>
    public static async Task<IReadOnlyList<User>> SuggestedUsers(this PhotoShareDb db, Viewer viewer, int count, CancellationToken ct)
    {
        var strangers = db.Suggestible(viewer);
        var suggested = viewer.Id is { } me ? await db.FriendsOfFriends(viewer, me, strangers).Take(count).ToListAsync(ct) : [];
        if (suggested.Count == count) return suggested;

        var known = suggested.ConvertAll(person => person.Id);
        var authors = db.ExplorePosts(viewer).OrderByDescending(post => post.PublishedAt).Take(RecentPosts).Select(post => post.AuthorId);
        suggested.AddRange(await strangers
            .Where(person => authors.Contains(person.Id) && !known.Contains(person.Id))
            .OrderByDescending(person => person.Followers.Count(follow => follow.AcceptedAt != null)).ThenBy(person => person.Id)
            .Take(count - suggested.Count).ToListAsync(ct));
        return suggested;
    }

    static IQueryable<User> FriendsOfFriends(this PhotoShareDb db, Viewer viewer, Guid me, IQueryable<User> strangers)
    {
        var mutual = db.FollowsOf(db.FriendsOf(me), viewer).GroupBy(theirs => theirs.FolloweeId).Select(person => new { person.Key, Count = person.Count() });
        return from person in strangers
               join known in mutual on person.Id equals known.Key
               orderby known.Count descending, person.Id
               select person;
    }

    /// <summary>Those whose public posts are in the home feed of somebody who follows few people yet: whom those follow.</summary>
    internal static IQueryable<Guid> SuggestedAuthors(this PhotoShareDb db, Viewer viewer)
    {
        // So many are enough to know, and it tells the database that they are few.
        var few = db.FriendsOf(viewer.Required).OrderBy(follow => follow.FolloweeId).Take(FollowsOfAFullFeed);
        var known = db.FollowsOf(few, viewer).Select(theirs => theirs.FolloweeId);
        var followsFew = db.FollowsFew(viewer);
        return db.Suggestible(viewer).Where(person => !person.IsPrivate && known.Contains(person.Id) && followsFew.Any()).Select(person => person.Id);
    }

    /// <summary>The viewer themselves, if they follow few people yet.</summary>
    internal static IQueryable<User> FollowsFew(this PhotoShareDb db, Viewer viewer)
    {
        var me = viewer.Required;
        var some = db.FriendsOf(me).OrderBy(follow => follow.FolloweeId).Take(FollowsOfAFullFeed);
        return db.Users.Where(user => user.Id == me && some.Count() < FollowsOfAFullFeed);
    }

    /// <summary>One of those whom the viewer follows, if they are very many.</summary>
    internal static IQueryable<Follow> FollowsMany(this PhotoShareDb db, Viewer viewer) => db.FriendsOf(viewer.Required).OrderBy(follow => follow.FolloweeId).Skip(ManyFollows - 1).Take(1);

    /// <summary>Whom somebody follows. Asked for by what their row says, so that the planner takes them for anybody and keeps the plan that is good for anybody (ADR 34).</summary>
    internal static IQueryable<Follow> FriendsOf(this PhotoShareDb db, Guid me)
    {
        var own = db.Users.Where(user => user.Id == me).Select(user => user.Id);
        return db.Follows.Where(follow => follow.FollowerId == own.FirstOrDefault() && follow.AcceptedAt != null);
    }

    /// <summary>Whom those follow whom somebody follows.</summary>
    static IQueryable<Follow> FollowsOf(this PhotoShareDb db, IQueryable<Follow> friends, Viewer viewer) =>
        from mine in friends
        join theirs in db.Follows.VisibleTo(viewer).Where(follow => follow.AcceptedAt != null) on mine.FolloweeId equals theirs.FollowerId
        select theirs;

    /// <summary>People who may be suggested at all.</summary>
    public static IQueryable<User> Suggestible(this PhotoShareDb db, Viewer viewer)
    {
        var people = db.Approachable(viewer);
        return viewer.Id is not { } me
            ? people
            : people.Where(person => person.Id != me
                && !db.Follows.Any(follow => follow.FollowerId == me && follow.FolloweeId == person.Id)
                && !db.Mutes.Any(mute => mute.MuterId == me && mute.MutedId == person.Id));
    }
}
