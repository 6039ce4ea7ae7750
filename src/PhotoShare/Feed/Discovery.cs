using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>What and whom one might want to know.</summary>
public static class Discovery
{
    /// <summary>Recent public posts whose authors are considered where nobody's friends tell of anybody.</summary>
    const int RecentPosts = 500;

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

    /// <summary>
    /// People to follow: whom those follow whom the viewer follows, the most of them first; then those of who posted lately whom the most follow.
    /// Nobody whom the viewer follows already or asked to, has muted, or who is blocked either way.
    /// </summary>
    public static async Task<IReadOnlyList<User>> SuggestedUsers(this PhotoShareDb db, Viewer viewer, int count, CancellationToken ct)
    {
        var strangers = db.StrangersTo(viewer);
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
        var mutual = from mine in db.Follows
                     where mine.FollowerId == me && mine.AcceptedAt != null
                     join theirs in db.Follows.VisibleTo(viewer).Where(follow => follow.AcceptedAt != null) on mine.FolloweeId equals theirs.FollowerId
                     group theirs by theirs.FolloweeId into person
                     select new { person.Key, Count = person.Count() };
        return from person in strangers
               join known in mutual on person.Id equals known.Key
               orderby known.Count descending, person.Id
               select person;
    }

    static IQueryable<User> StrangersTo(this PhotoShareDb db, Viewer viewer)
    {
        var people = db.Approachable(viewer);
        return viewer.Id is not { } me
            ? people
            : people.Where(person => person.Id != me
                && !db.Follows.Any(follow => follow.FollowerId == me && follow.FolloweeId == person.Id)
                && !db.Mutes.Any(mute => mute.MuterId == me && mute.MutedId == person.Id));
    }
}
