using GraphQL.DataLoader;

namespace PhotoShare.Web;

/// <summary>Where a page of a connection lies in the whole.</summary>
public sealed class PageInfo(int count, Func<int, string> cursorAt, Func<IDataLoaderResult<bool>> next, Func<IDataLoaderResult<bool>> previous)
{
    /// <summary>Whether anything follows this page. Exact in both directions.</summary>
    public IDataLoaderResult<bool> HasNextPage() => next();

    /// <summary>Whether anything precedes this page. Exact in both directions.</summary>
    public IDataLoaderResult<bool> HasPreviousPage() => previous();

    /// <summary>The cursor of the first item; null when there is none. As before, it asks for the page ahead of this one.</summary>
    public string? StartCursor => count == 0 ? null : cursorAt(0);

    /// <summary>The cursor of the last item; null when there is none. As after, it asks for the page behind this one.</summary>
    public string? EndCursor => count == 0 ? null : cursorAt(count - 1);
}
