using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>
/// Pages of explore. What everyone may see is ranked for all, perhaps by the replica; of that a page has what this viewer sees, by the primary. It takes a statement
/// for the ranks, one for the posts, and one more of each where many of them are not for this viewer or it reaches into the next window.
/// </summary>
public sealed class ExplorePages(IDbContextFactory<PhotoShareDb> databases, ExploreRanks ranks, Replica replica, PostById posts, UserById users)
{
    /// <summary>Of so many posts one more is looked at, in case one of them is not for this viewer; then so many times as many, for one who has muted nearly everybody.</summary>
    const int Spare = 8, Growth = 4;

    internal IDataLoaderResult<RowPage<Post>> Load(Viewer viewer, PageRequest page)
    {
        var after = page.After is { } cursor ? ExplorePlace.Parse(cursor) : (ExplorePlace?)null;
        return Fetched.Load(viewer, (after, page.Count)).Then(found =>
        {
            foreach (var (row, _) in found.Rows)
            {
                posts.Prime(viewer, row.Post.Id, row.Post);
                if (row.Author is { } author) users.Prime(viewer, author.Id, author);
            }
            return new RowPage<Post>(
                [.. found.Rows.Select(row => row.Post.Post)], i => found.Rows[i].Cursor,
                () => LoaderResults.Ready(found.HasMore), () => after is { } place ? Earlier.Load(viewer, place) : LoaderResults.Ready(false),
                () => Totals.Load(viewer, found.At));
        });
    }

    RowLoader<(ExplorePlace? After, int Count), ExploreFound> Fetched => field ??= new(databases, async (db, viewer, asked, ct) =>
    {
        var pages = new Dictionary<(ExplorePlace?, int), ExploreFound>();
        foreach (var page in asked) pages[page] = await Read(db, viewer, page.After, page.Count, ct);
        return pages;
    }, ExploreFound.Nothing);

    RowLoader<DateTime, int> Totals => field ??= new(databases, async (_, viewer, moments, ct) =>
    {
        var totals = new Dictionary<DateTime, int>();
        foreach (var at in moments) totals[at] = await replica.Read(lagging => lagging.ExplorePosts(viewer).CountAsync(p => p.PublishedAt <= at, ct), ct);
        return totals;
    }, 0);

    /// <summary>Whether a viewer sees any post down to a place, of its window or of those before.</summary>
    RowLoader<ExplorePlace, bool> Earlier => field ??= new(databases, async (db, viewer, places, ct) =>
    {
        var earlier = new Dictionary<ExplorePlace, bool>();
        foreach (var place in places)
        {
            var ids = (await ranks.First(place, ct)).Posts.TakeWhile(post => !place.IsBefore(post)).Select(post => post.Moment.Id).ToList();
            earlier[place] = await db.ExplorePosts(viewer).AnyAsync(post => ids.Contains(post.Id), ct) || await replica.Read(lagging => AnyAbove(lagging, viewer, place.Window, ct), ct);
        }
        return earlier;
    }, false);

    async Task<ExploreFound> Read(PhotoShareDb db, Viewer viewer, ExplorePlace? after, int count, CancellationToken ct)
    {
        var first = await ranks.First(after, ct);
        await using var places = ranks.Places(first, ct).Where(place => after is not { } from || place.Window != from.Window || from.IsBefore(place)).GetAsyncEnumerator(ct);
        var rows = new List<(AuthoredPost, string)>();
        // One more than the page has tells whether it goes on.
        for (var most = count + 1 + (count / Spare); rows.Count <= count; most = Math.Min(most * Growth, Explore.WindowSize))
        {
            var some = new List<ExplorePlace>();
            while (some.Count < most && await places.MoveNextAsync()) some.Add(places.Current);
            if (some.Count == 0) break;
            var found = (await ByIds.Rows(db, viewer, [.. some.Select(place => place.Id)], ct)).ToDictionary(row => row.Post.Id);
            rows.AddRange(some.Where(place => found.ContainsKey(place.Id)).Select(place => (found[place.Id], place.ToString())));
        }
        return new ExploreFound([.. rows.Take(count)], rows.Count > count, first.Window.At);
    }

    static readonly CompiledQuery<Guid, AuthoredPost> ByIds = new((db, viewer, ids) => db.ExplorePosts(viewer).Where(p => ids.Contains(p.Id)).WithAuthors(db, viewer));

    static async Task<bool> AnyAbove(PhotoShareDb db, Viewer viewer, ExploreWindow window, CancellationToken ct) =>
        window is { At: var at, Below: { PublishedAt: var newest, Id: var id } }
        && await db.ExplorePosts(viewer).AnyAsync(p => p.PublishedAt <= at && p.PublishedAt >= newest && (p.PublishedAt > newest || p.Id >= id), ct);
}

/// <summary>What a page of explore has, with the cursor of each.</summary>
/// <param name="At">The moment that it shows.</param>
sealed record ExploreFound(IReadOnlyList<(AuthoredPost Post, string Cursor)> Rows, bool HasMore, DateTime At)
{
    public static readonly ExploreFound Nothing = new([], false, default);
}
