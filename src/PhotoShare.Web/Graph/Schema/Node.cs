using GraphQL;
using GraphQL.DataLoader;

namespace PhotoShare.Web;

/// <summary>Anything that has an id of its own and can be fetched again by it.</summary>
[Name("Node")]
public interface INode
{
    /// <summary>The node's id, unique among all nodes.</summary>
    GlobalId Id { get; }
}

/// <summary>How the nodes of one type are fetched by key. A key that the viewer may not see has <c>null</c>.</summary>
/// <param name="Type">The type's name, as it stands in <see cref="GlobalId"/>.</param>
sealed record NodeSource(string Type, Func<IServiceProvider, Viewer, Guid, IDataLoaderResult> Load);

static class NodeSources
{
    /// <summary>Makes a type known to <c>node(id:)</c>.</summary>
    public static IServiceCollection AddNode<TLoader>(this IServiceCollection services, string type, Func<TLoader, Viewer, Guid, IDataLoaderResult> load) where TLoader : notnull =>
        services.AddSingleton(new NodeSource(type, (provider, viewer, key) => load(provider.GetRequiredService<TLoader>(), viewer, key)));

    public static IDataLoaderResult<INode?> Load(IServiceProvider services, Viewer viewer, GlobalId id, string path)
    {
        var (type, key) = id.Read(path);
        return new Loaded(services.GetServices<NodeSource>().FirstOrDefault(source => source.Type == type)?.Load(services, viewer, key));
    }

    /// <summary>The result of a loader of one node type as a result of nodes; of a type that is none, nothing.</summary>
    sealed class Loaded(IDataLoaderResult? result) : IDataLoaderResult<INode?>
    {
        public async Task<INode?> GetResultAsync(CancellationToken cancellationToken = default) =>
            result is null ? null : (INode?)await result.GetResultAsync(cancellationToken);

        async Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) => await GetResultAsync(cancellationToken);
    }
}
