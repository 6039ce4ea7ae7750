using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>What is searched for: the words and the kind.</summary>
sealed record SearchRequest(SearchText Text, SearchType Type, SearchPlace? After, int Count)
{
    /// <summary>Says which search it is, so that a cursor of another is noticed.</summary>
    public string Name => $"{Type}:{Text.Text}";
}

/// <summary>
/// Pages of searches. Each kind is read from where the page begins, as many as the page may need, and the kinds are merged: by score, of
/// the same score in the order of the kinds, within a kind as the database has them. A statement or two per kind, however much it finds; with a replica, which searches, one more for whether it is still to be seen.
/// </summary>
public sealed class SearchPages(IDbContextFactory<PhotoShareDb> databases, Replica replica)
{
    static readonly SearchKind[] Kinds =
    [
        new RowKind<User>(SearchType.User, 0, (db, viewer, text) => db.SearchPeople(viewer, text), (db, viewer) => db.Approachable(viewer), user => new UserNode(user)),
        new HashtagKind(1),
        new RowKind<Place>(SearchType.Place, 2, (db, viewer, text) => db.SearchPlaces(viewer, text), (db, viewer) => db.Places.VisibleTo(viewer), place => new PlaceNode(place)),
        new PostKind(3),
    ];

    internal IDataLoaderResult<RowPage<SearchRow>> Load(Viewer viewer, string query, SearchType type, PageRequest page)
    {
        var search = new SearchRequest(SearchText.Of(query), type, null, page.Count);
        if (page.After is { } cursor) search = search with { After = SearchPlace.Parse(cursor, search.Name) };
        return Fetched.Load(viewer, search).Then(found => PageOf(viewer, search, found));
    }

    RowPage<SearchRow> PageOf(Viewer viewer, SearchRequest search, IReadOnlyList<SearchRow> found)
    {
        List<SearchRow> page = [.. found.Take(search.Count)];
        return new(
            page, i => page[i].Place.Cursor(search.Name),
            () => LoaderResults.Ready(found.Count > search.Count),
            () => search.After is null ? LoaderResults.Ready(false) : Earlier.Load(viewer, search),
            () => throw new NotSupportedException("What a search finds is not counted."));
    }

    RowLoader<SearchRequest, IReadOnlyList<SearchRow>> Fetched => field ??= new(databases, async (db, viewer, searches, ct) =>
    {
        var pages = new Dictionary<SearchRequest, IReadOnlyList<SearchRow>>();
        foreach (var search in searches)
        {
            var found = new List<SearchRow>();
            foreach (var kind in KindsOf(search))
                found.AddRange(await replica.Read(db, from => kind.After(from, viewer, search.Text, BoundOf(kind, search), search.Count + 1, ct), rows => kind.Confirm(db, viewer, rows, ct), ct));
            // Sorting is stable: within a kind it keeps the order that the database gave, and the kinds come in theirs.
            pages[search] = [.. found.OrderByDescending(row => row.Score).Take(search.Count + 1)];
        }
        return pages;
    }, []);

    RowLoader<SearchRequest, bool> Earlier => field ??= new(databases, async (_, viewer, searches, ct) =>
    {
        var earlier = new Dictionary<SearchRequest, bool>();
        foreach (var search in searches)
            foreach (var kind in KindsOf(search))
                if (!earlier.ContainsKey(search) && await replica.Read(lagging => kind.AnyUpTo(lagging, viewer, search.Text, BoundOf(kind, search)!.Value, ct), ct)) earlier[search] = true;
        return earlier;
    }, false);

    static IEnumerable<SearchKind> KindsOf(SearchRequest search) => Kinds.Where(kind => search.Type == SearchType.All || search.Type == kind.Type);

    static SearchBound? BoundOf(SearchKind kind, SearchRequest search) =>
        search.After is { } place ? kind.BoundAt(place, Kinds.Single(other => other.Type == place.Type).Rank) : null;
}
