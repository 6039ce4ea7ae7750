namespace PhotoShare.Web;

/// <summary>The graph's ids in pages, for the modules that speak to it.</summary>
static class NodeIds
{
    /// <summary>The id of a node whose graph type has the name of its entity.</summary>
    internal static string Of<T>(Guid key) => new GlobalId(typeof(T).Name, key).Text;
}
