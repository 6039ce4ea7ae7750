using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>Where a kind's rows begin, seen from a place that may be one of another kind.</summary>
/// <param name="Below">Rows with a lower score than this come after the place.</param>
/// <param name="Place">Where it is one of this kind: of the rows with the same score those beyond its key come after it too.</param>
readonly record struct SearchBound(int Below, SearchPlace? Place);

/// <summary>One kind of thing that searches find.</summary>
/// <param name="rank">Of two kinds with the same score the lower one comes first.</param>
abstract class SearchKind(SearchType type, int rank)
{
    public SearchType Type => type;
    public int Rank => rank;

    /// <summary>Where its rows begin after a place of any kind.</summary>
    public SearchBound BoundAt(SearchPlace place, int rankOfPlace) => rankOfPlace switch
    {
        _ when rankOfPlace == rank => new(place.Score, place),
        _ when rankOfPlace < rank => new(place.Score + 1, null),
        _ => new(place.Score, null),
    };

    /// <summary>The first rows after a bound, in order.</summary>
    public abstract Task<List<SearchRow>> After(PhotoShareDb db, Viewer viewer, SearchText text, SearchBound? bound, int count, CancellationToken ct);

    /// <summary>Whether there is any row that does not come after the bound.</summary>
    public abstract Task<bool> AnyUpTo(PhotoShareDb db, Viewer viewer, SearchText text, SearchBound bound, CancellationToken ct);
}

/// <summary>People, places or posts: the newer one first where they fit as well.</summary>
sealed class RowKind<T>(SearchType type, int rank, Func<PhotoShareDb, Viewer, SearchText, IQueryable<Found<T>>> rows, Func<T, ISearchResult> node) : SearchKind(type, rank)
{
    public override async Task<List<SearchRow>> After(PhotoShareDb db, Viewer viewer, SearchText text, SearchBound? bound, int count, CancellationToken ct)
    {
        if (text.Words.Count == 0) return [];
        var found = rows(db, viewer, text);
        if (bound is { Below: var below, Place: var place })
        {
            var id = place?.Id ?? Guid.Empty;
            found = place is null ? found.Where(row => row.Score < below) : found.Where(row => row.Score < below || (row.Score == below && row.Id < id));
        }
        var page = await found.OrderByDescending(row => row.Score).ThenByDescending(row => row.Id).Take(count).ToListAsync(ct);
        return page.ConvertAll(row => new SearchRow(row.Score, Type, row.Id, "", () => node(row.Row)));
    }

    public override Task<bool> AnyUpTo(PhotoShareDb db, Viewer viewer, SearchText text, SearchBound bound, CancellationToken ct)
    {
        if (text.Words.Count == 0) return Task.FromResult(false);
        var (below, id) = (bound.Below, bound.Place?.Id ?? Guid.Empty);
        var found = rows(db, viewer, text);
        return bound.Place is null
            ? found.AnyAsync(row => row.Score >= below, ct)
            : found.AnyAsync(row => row.Score > below || (row.Score == below && row.Id >= id), ct);
    }
}

/// <summary>Hashtags: by name where they fit as well.</summary>
sealed class HashtagKind(int rank) : SearchKind(SearchType.Hashtag, rank)
{
    public override async Task<List<SearchRow>> After(PhotoShareDb db, Viewer viewer, SearchText text, SearchBound? bound, int count, CancellationToken ct)
    {
        if (text.Hashtag is not { } beginning) return [];
        var found = db.SearchHashtags(viewer, beginning);
        if (bound is { Below: var below, Place: var place })
        {
            var name = place?.Name ?? "";
            found = place is null ? found.Where(row => row.Score < below) : found.Where(row => row.Score < below || (row.Score == below && row.Name.CompareTo(name) > 0));
        }
        var page = await found.OrderByDescending(row => row.Score).ThenBy(row => row.Name).Take(count).ToListAsync(ct);
        return page.ConvertAll(row => new SearchRow(row.Score, Type, Guid.Empty, row.Name, () => new HashtagNode(row.Name)));
    }

    public override Task<bool> AnyUpTo(PhotoShareDb db, Viewer viewer, SearchText text, SearchBound bound, CancellationToken ct)
    {
        if (text.Hashtag is not { } beginning) return Task.FromResult(false);
        var (below, name) = (bound.Below, bound.Place?.Name ?? "");
        var found = db.SearchHashtags(viewer, beginning);
        return bound.Place is null
            ? found.AnyAsync(row => row.Score >= below, ct)
            : found.AnyAsync(row => row.Score > below || (row.Score == below && row.Name.CompareTo(name) <= 0), ct);
    }
}
