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

    /// <summary>Rows that were found elsewhere as they are here; <c>null</c> if the viewer does not see one of them here.</summary>
    public abstract Task<List<SearchRow>?> Confirm(PhotoShareDb db, Viewer viewer, List<SearchRow> rows, CancellationToken ct);

    /// <summary>Whether there is any row that does not come after the bound.</summary>
    public abstract Task<bool> AnyUpTo(PhotoShareDb db, Viewer viewer, SearchText text, SearchBound bound, CancellationToken ct);
}

/// <summary>People or places: the newer one first where they fit as well.</summary>
/// <param name="visible">All of the kind that a viewer may find.</param>
sealed class RowKind<T>(
    SearchType type, int rank, Func<PhotoShareDb, Viewer, SearchText, IQueryable<Found<T>>> rows, Func<PhotoShareDb, Viewer, IQueryable<T>> visible, Func<T, ISearchResult> node)
    : SearchKind(type, rank) where T : class
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
        var page = await found.BestFirst().Take(count).ToListAsync(ct);
        return page.ConvertAll(row => new SearchRow(row.Score, Type, row.Id, "", () => node(row.Row)));
    }

    public override async Task<List<SearchRow>?> Confirm(PhotoShareDb db, Viewer viewer, List<SearchRow> rows, CancellationToken ct)
    {
        var ids = rows.ConvertAll(row => row.Id);
        var here = await visible(db, viewer).Select(row => new { Id = EF.Property<Guid>(row, "Id"), Row = row }).Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Row, ct);
        return ids.TrueForAll(here.ContainsKey) ? rows.ConvertAll(row => row with { Node = () => node(here[row.Id]) }) : null;
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

/// <summary>Posts: the newer one first where they fit as well.</summary>
sealed class PostKind(int rank) : SearchKind(SearchType.Post, rank)
{
    public override async Task<List<SearchRow>> After(PhotoShareDb db, Viewer viewer, SearchText text, SearchBound? bound, int count, CancellationToken ct)
    {
        var found = await db.FindPosts(viewer, text, bound is { } place ? new(place.Below, place.Place?.Id) : null, count, ct);
        return found.ConvertAll(post => new SearchRow(post.Score, Type, post.Id, "", () => new PostNode(post.Row)));
    }

    public override async Task<List<SearchRow>?> Confirm(PhotoShareDb db, Viewer viewer, List<SearchRow> rows, CancellationToken ct)
    {
        var here = (await PostById.Query.Rows(db, viewer, [.. rows.Select(row => row.Id)], ct)).ToDictionary(row => row.Post.Id, row => row.Post);
        return rows.TrueForAll(row => here.ContainsKey(row.Id)) ? rows.ConvertAll(row => row with { Node = () => new PostNode(here[row.Id]) }) : null;
    }

    /// <summary>Whether the first of all is one.</summary>
    public override async Task<bool> AnyUpTo(PhotoShareDb db, Viewer viewer, SearchText text, SearchBound bound, CancellationToken ct) =>
        (await db.FindPosts(viewer, text, null, 1, ct)) is [var first]
        && (first.Score > bound.Below || (first.Score == bound.Below && (bound.Place is not { } place || first.Id >= place.Id)));
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
        var page = await found.BestFirst().Take(count).ToListAsync(ct);
        return page.ConvertAll(row => new SearchRow(row.Score, Type, Guid.Empty, row.Name, () => new HashtagNode(row.Name)));
    }

    public override async Task<List<SearchRow>?> Confirm(PhotoShareDb db, Viewer viewer, List<SearchRow> rows, CancellationToken ct)
    {
        var names = rows.ConvertAll(row => row.Name);
        return await db.PostHashtags.VisibleTo(viewer).Where(tag => names.Contains(tag.Name)).Select(tag => tag.Name).Distinct().CountAsync(ct) == names.Count ? rows : null;
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
