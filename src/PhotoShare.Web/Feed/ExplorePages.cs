using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>Pages of explore. Ranks and counts may come from the replica, the posts never. A page takes a statement for the ranks of its window, one more where it reaches into the next, and one for the posts.</summary>
public sealed class ExplorePages(IDbContextFactory<PhotoShareDb> databases, Replica replica, PostById posts, UserById users)
{
    internal IDataLoaderResult<RowPage<Post>> Load(Viewer viewer, PageRequest page)
    {
        var after = page.After is { } cursor ? ExplorePlace.Parse(cursor) : (ExplorePlace?)null;
        var at = after?.Window.At ?? Now();
        return Fetched.Load(viewer, (after, at, page.Count)).Then(found =>
        {
            foreach (var (row, _) in found.Rows)
            {
                posts.Prime(viewer, row.Post.Id, row.Post);
                if (row.Author is { } author) users.Prime(viewer, author.Id, author);
            }
            var info = new PageInfo(
                found.Rows.Count == 0 ? null : found.Rows[0].Cursor, found.Rows.Count == 0 ? null : found.Rows[^1].Cursor,
                () => LoaderResults.Ready(found.HasMore), () => LoaderResults.Ready(found.HasEarlier));
            return new RowPage<Post>([.. found.Rows.Select(row => (row.Post.Post, row.Cursor))], info, () => Totals.Load(viewer, at));
        });
    }

    RowLoader<(ExplorePlace? After, DateTime At, int Count), ExploreFound> Fetched => field ??= new(databases, async (db, viewer, asked, ct) =>
    {
        var pages = new Dictionary<(ExplorePlace?, DateTime, int), ExploreFound>();
        foreach (var page in asked) pages[page] = await replica.Read(db, ranks => Read(ranks, db, viewer, page.After, page.At, page.Count, ct), found => Task.FromResult(found.IsWhole ? found : null), ct);
        return pages;
    }, ExploreFound.Nothing);

    RowLoader<DateTime, int> Totals => field ??= new(databases, async (_, viewer, moments, ct) =>
    {
        var totals = new Dictionary<DateTime, int>();
        foreach (var at in moments) totals[at] = await replica.Read(lagging => lagging.ExplorePosts(viewer).CountAsync(p => p.PublishedAt <= at, ct), ct);
        return totals;
    }, 0);

    /// <param name="ranks">Where posts are ranked, perhaps a moment behind <paramref name="db"/>.</param>
    static async Task<ExploreFound> Read(PhotoShareDb ranks, PhotoShareDb db, Viewer viewer, ExplorePlace? after, DateTime at, int count, CancellationToken ct)
    {
        var places = new List<ExplorePlace>();
        var window = after?.Window ?? new ExploreWindow(at);
        var hasEarlier = false;
        while (true)
        {
            var ranked = await ranks.Rank(viewer, window, ct);
            if (after is { } place && place.Window == window) hasEarlier = ranked.Any(post => !place.IsBefore(post)) || await AnyAbove(ranks, viewer, window, ct);
            if (ranked.Count == 0 && window.From is null) break;
            var whole = window with { From = window.From ?? ranked.Select(post => post.Moment).MinBy(moment => (moment.PublishedAt, moment.Id)) };
            places.AddRange(ranked.Where(post => after is not { } place || place.Window != window || place.IsBefore(post)).Select(post => new ExplorePlace(whole, post.Score, post.Moment.Id)));
            if (places.Count > count || (window.From is null && ranked.Count < Explore.WindowSize)) break;
            window = new ExploreWindow(at, Below: whole.From);
        }
        var ids = places.Take(count).Select(place => place.Id).ToList();
        var found = (await ByIds.Rows(db, viewer, ids, ct)).ToDictionary(row => row.Post.Id);
        // One that was deleted, or hidden from the viewer, since it was ranked is left out.
        return new ExploreFound([.. places.Take(count).Where(place => found.ContainsKey(place.Id)).Select(place => (found[place.Id], place.ToString()))], places.Count > count, hasEarlier) { IsWhole = found.Count == ids.Count };
    }

    static readonly CompiledQuery<Guid, AuthoredPost> ByIds = new((db, viewer, ids) => db.ExplorePosts(viewer).Where(p => ids.Contains(p.Id)).WithAuthors(db, viewer));

    static async Task<bool> AnyAbove(PhotoShareDb db, Viewer viewer, ExploreWindow window, CancellationToken ct) =>
        window is { At: var at, Below: { PublishedAt: var newest, Id: var id } }
        && await db.ExplorePosts(viewer).AnyAsync(p => p.PublishedAt <= at && p.PublishedAt >= newest && (p.PublishedAt > newest || p.Id >= id), ct);

    /// <summary>The moment, as exactly as every database keeps one.</summary>
    static DateTime Now()
    {
        var now = DateTime.UtcNow;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}

/// <summary>What a page of explore has, with the cursor of each.</summary>
sealed record ExploreFound(IReadOnlyList<(AuthoredPost Post, string Cursor)> Rows, bool HasMore, bool HasEarlier)
{
    public static readonly ExploreFound Nothing = new([], false, false);

    /// <summary>Whether all that were ranked are still to be seen.</summary>
    public bool IsWhole { get; init; } = true;
}
