using GraphQL.DataLoader;

namespace PhotoShare.Web;

/// <summary>What all connections have (https://relay.dev/graphql/connections.htm), with nothing in them null.</summary>
public abstract class Connection<TRow, TEdge, TNode>(RowPage<TRow> page, Func<TRow, string, TEdge> edge, Func<TEdge, TNode> node)
    where TEdge : notnull
    where TNode : notnull
{
    /// <summary>The items of the page with their cursors.</summary>
    public IReadOnlyList<TEdge> Edges { get; } = [.. page.Rows.Select((row, i) => edge(row, page.CursorAt(i)))];

    /// <summary>The items of the page.</summary>
    public IEnumerable<TNode> Nodes => Edges.Select(node);

    /// <summary>Where the page lies in the whole.</summary>
    public PageInfo PageInfo => page.Info;
}

/// <summary>A connection that can be counted.</summary>
public abstract class CountedConnection<TRow, TEdge, TNode>(RowPage<TRow> page, Func<TRow, string, TEdge> edge, Func<TEdge, TNode> node)
    : Connection<TRow, TEdge, TNode>(page, edge, node)
    where TEdge : notnull
    where TNode : notnull
{
    readonly Func<IDataLoaderResult<int>> total = page.Total;

    /// <summary>How many items there are on all pages together.</summary>
    public IDataLoaderResult<int> TotalCount() => total();
}
