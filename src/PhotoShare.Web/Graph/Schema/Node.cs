using System.Text;
using GraphQL.DataLoader;

namespace PhotoShare.Web;

/// <summary>Anything that has an id of its own and can be fetched again by it.</summary>
public interface INode
{
    /// <summary>The node's id, unique among all nodes.</summary>
    GlobalId Id { get; }
}

/// <summary>How the nodes of one type are fetched by key. A key that the viewer may not see has <c>null</c>.</summary>
/// <param name="Type">The type's name, as it stands in <see cref="GlobalId"/>.</param>
sealed record NodeSource(string Type, Func<IServiceProvider, Viewer, byte[], IDataLoaderResult?> Load);

static class NodeSources
{
    /// <summary>Makes a type known to <c>node(id:)</c>, by the loader of its rows and its node class.</summary>
    public static IServiceCollection AddNode<TLoader, TRow>(this IServiceCollection services, string type, Func<TRow, INode> node)
        where TLoader : BatchLoader<Guid, TRow?> where TRow : class =>
        services.AddSingleton(new NodeSource(type, (provider, viewer, key) =>
            GlobalId.AsGuid(key) is { } id ? provider.GetRequiredService<TLoader>().Load(viewer, id).Then(row => row is null ? null : node(row)) : null));

    /// <summary>The same for a type whose key is a text.</summary>
    public static IServiceCollection AddNamedNode<TLoader, TRow>(this IServiceCollection services, string type, Func<TRow, INode> node)
        where TLoader : BatchLoader<string, TRow?> where TRow : class =>
        services.AddSingleton(new NodeSource(type, (provider, viewer, key) =>
            provider.GetRequiredService<TLoader>().Load(viewer, Encoding.UTF8.GetString(key)).Then(row => row is null ? null : node(row))));

    public static IDataLoaderResult<INode?> Load(IServiceProvider services, Viewer viewer, GlobalId id, string path)
    {
        var (type, key) = id.Read(path);
        var result = services.GetServices<NodeSource>().FirstOrDefault(source => source.Type == type)?.Load(services, viewer, key);
        return result as IDataLoaderResult<INode?> ?? LoaderResults.Ready<INode?>(null);
    }
}
