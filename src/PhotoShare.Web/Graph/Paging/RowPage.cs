using GraphQL.DataLoader;

namespace PhotoShare.Web;

/// <summary>The rows of one page, in their connection's order. What costs another statement is read when it is asked for.</summary>
/// <param name="CursorAt">The cursor of a row by its index: many pages are shown without any.</param>
/// <param name="Total">How many rows there are on all pages.</param>
public sealed record RowPage<TRow>(IReadOnlyList<TRow> Rows, Func<int, string> CursorAt, PageInfo Info, Func<IDataLoaderResult<int>> Total)
{
    public RowPage<TOther> Select<TOther>(Func<TRow, TOther> map) => new([.. Rows.Select(map)], CursorAt, Info, Total);
}
