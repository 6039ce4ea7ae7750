using GraphQL.DataLoader;

namespace PhotoShare.Web;

/// <summary>The rows of one page, in their connection's order. What costs another statement is read when it is asked for.</summary>
/// <param name="CursorAt">The cursor of a row by its index: many pages are shown without any.</param>
/// <param name="Next">Whether anything follows the page.</param>
/// <param name="Previous">Whether anything precedes it.</param>
/// <param name="Total">How many rows there are on all pages.</param>
public sealed record RowPage<TRow>(
    IReadOnlyList<TRow> Rows, Func<int, string> CursorAt, Func<IDataLoaderResult<bool>> Next, Func<IDataLoaderResult<bool>> Previous, Func<IDataLoaderResult<int>> Total)
{
    public PageInfo Info => new(Rows.Count, CursorAt, Next, Previous);

    public RowPage<TOther> Select<TOther>(Func<TRow, TOther> map) => new([.. Rows.Select(map)], CursorAt, Next, Previous, Total);
}
