namespace PhotoShare.Web;

/// <summary>The graph's ids in pages, for the modules that speak to it.</summary>
static class NodeIds
{
    /// <summary>The id of a node whose graph type has the name of its entity.</summary>
    internal static string Of<T>(Guid key) => new GlobalId(typeof(T).Name, key).Text;

    /// <summary>The key in an id that a module sends back; <c>null</c> for what is no id of that type.</summary>
    internal static Guid? KeyOf<T>(string nodeId)
    {
        try
        {
            return new GlobalId(nodeId).KeyOf(typeof(T).Name, "nodeId");
        }
        catch (Refused)
        {
            return null;
        }
    }
}
