using GraphQL.DataLoader;

namespace PhotoShare.Web;

/// <summary>The rows of one page, in their connection's order. What costs another statement is read when it is asked for.</summary>
/// <param name="Total">How many rows there are on all pages.</param>
public sealed record RowPage<TRow>(IReadOnlyList<(TRow Row, string Cursor)> Rows, PageInfo Info, Func<IDataLoaderResult<int>> Total)
{
    public RowPage<TOther> Select<TOther>(Func<TRow, TOther> map) => new([.. Rows.Select(row => (map(row.Row), row.Cursor))], Info, Total);
}
