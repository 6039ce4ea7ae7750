using GraphQL;
using GraphQL.DataLoader;
using GraphQL.Types;

namespace PhotoShare.Web;

partial class Query
{
    /// <summary>
    /// People, hashtags, places and posts by words, the best first. Names are found by how they begin, with a typo or two too; hashtags
    /// by how they begin, with or without #; posts by all of the words in their captions, of which the last may go on. Upper and lower case and accents
    /// make no difference.
    /// </summary>
    /// <param name="query">What to look for, 1 to 100 characters, e.g. morning lak.</param>
    /// <param name="type">Which kind of thing.</param>
    public static IDataLoaderResult<SearchConnection> Search([FromServices] SearchPages pages, [Me] Viewer me, string query, int? first, string? after, SearchType type = SearchType.All) =>
        pages.Load(me, query, type, PageRequest.Of(first, after, null, null)).Then(page => new SearchConnection(page));
}

/// <summary>What a search finds, the best first.</summary>
public sealed class SearchConnection(RowPage<SearchRow> page)
    : Connection<SearchRow, SearchEdge, ISearchResult>(page, (row, cursor) => new SearchEdge(row, cursor), edge => edge.Node);

/// <summary>Something that a search found.</summary>
public sealed class SearchEdge(SearchRow row, string cursor)
{
    /// <summary>The place in the list.</summary>
    public string Cursor => cursor;

    /// <summary>What was found.</summary>
    public ISearchResult Node { get; } = row.Node();

    /// <summary>How well it fits, 0 to 1: 1 is a person of exactly this username.</summary>
    public double Score => row.Score / 1000.0;
}

/// <summary>Which kind of thing to look for.</summary>
public enum SearchType
{
    /// <summary>Everything.</summary>
    All,

    /// <summary>People, by username and display name.</summary>
    User,

    /// <summary>Hashtags.</summary>
    Hashtag,

    /// <summary>Posts, by their captions.</summary>
    Post,

    /// <summary>Places, by name.</summary>
    Place,
}

/// <summary>A node that searches find.</summary>
public interface ISearchResult : INode;

partial class UserNode : ISearchResult;

partial class HashtagNode : ISearchResult;

partial class PostNode : ISearchResult;

partial class PlaceNode : ISearchResult;

/// <summary>The union of them in the schema.</summary>
sealed class SearchResultType : UnionGraphType
{
    public SearchResultType()
    {
        Name = "SearchResult";
        Description = "What a search can find.";
        Type<GraphQLClrOutputTypeReference<UserNode>>();
        Type<GraphQLClrOutputTypeReference<HashtagNode>>();
        Type<GraphQLClrOutputTypeReference<PostNode>>();
        Type<GraphQLClrOutputTypeReference<PlaceNode>>();
    }
}
