using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

partial class Query
{
    /// <summary>The hashtags that the most people have used in the last days, in posts that anybody may see.</summary>
    /// <param name="first">How many, 1 to 100.</param>
    public static IDataLoaderResult<IEnumerable<HashtagNode>> TrendingHashtags([FromServices] TrendingHashtags hashtags, [Me] Viewer me, int first = 10) =>
        hashtags.Load(me, first).Then(names => names.Select(name => new HashtagNode(name)));

    /// <summary>People whom you might want to follow: those whom the people you follow follow, then popular ones. For a visitor the popular ones.</summary>
    /// <param name="first">How many, 1 to 100.</param>
    public static IDataLoaderResult<IEnumerable<UserNode>> SuggestedUsers([FromServices] SuggestedUsers users, [Me] Viewer me, int first = 5) =>
        users.Load(me, first).Then(people => people.Select(person => new UserNode(person)));
}

/// <summary>The key is how many.</summary>
public sealed class TrendingHashtags(IDbContextFactory<PhotoShareDb> databases, Replica replica) : RowLoader<int, IReadOnlyList<string>>(databases, async (db, viewer, counts, ct) =>
{
    var names = await replica.Read(db, from => from.TrendingHashtags(viewer, counts.Max(), ct),
        async names => await db.Trendable(viewer, names).CountAsync(ct) == names.Count ? names : null, ct);
    return counts.ToDictionary(count => count, IReadOnlyList<string> (count) => [.. names.Take(count)]);
}, []);

/// <summary>The key is how many.</summary>
public sealed class SuggestedUsers(IDbContextFactory<PhotoShareDb> databases, Replica replica) : RowLoader<int, IReadOnlyList<User>>(databases, async (db, viewer, counts, ct) =>
{
    var people = await replica.Read(db, from => from.SuggestedUsers(viewer, counts.Max(), ct), async people =>
    {
        var ids = people.Select(person => person.Id).ToList();
        var still = await db.Suggestible(viewer).Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, ct);
        return ids.TrueForAll(still.ContainsKey) ? ids.ConvertAll(id => still[id]) : null;
    }, ct);
    return counts.ToDictionary(count => count, IReadOnlyList<User> (count) => [.. people.Take(count)]);
}, []);
