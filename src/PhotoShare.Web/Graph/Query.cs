using GraphQL;
using GraphQL.DataLoader;

namespace PhotoShare.Web;

/// <summary>Everything that can be read.</summary>
public sealed partial class Query
{
    internal static Query Root { get; } = new();

    /// <summary>Any node by its id; null when there is none, or not for you.</summary>
    public static IDataLoaderResult<INode?> Node(IResolveFieldContext context, [Me] Viewer me, GlobalId id) =>
        NodeSources.Load(context.RequestServices!, me, id, "id");

    /// <summary>Several nodes by their ids, in the order asked for, at most 100.</summary>
    /// <param name="ids">The nodes' ids.</param>
    public static IEnumerable<IDataLoaderResult<INode?>> Nodes(IResolveFieldContext context, [Me] Viewer me, IReadOnlyList<GlobalId> ids) =>
        ids.Count <= PageRequest.Most
            ? ids.Select((id, i) => NodeSources.Load(context.RequestServices!, me, id, $"ids.{i}")).ToList()
            : throw new Refused("TOO_MANY_IDS", $"Ask for at most {PageRequest.Most} nodes at once.", "ids");
}
