using System.Reflection;
using System.Text;
using System.Text.Json;

namespace PhotoShare.Web;

/// <summary>
/// The GraphQL operations that the pages' modules send. Their one text lies in <c>schema/operations</c> and is built in; modules
/// import the id of each by its name from <c>operations.js</c> beside them, and send that as documentId.
/// </summary>
public static class Operations
{
    internal const string ModuleName = "operations.js";
    const string Prefix = "operations/";

    /// <summary>Operation name to document.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = Read();

    /// <summary>For who loads the modules by their own names, outside of any page.</summary>
    internal static void MapOperations(this IEndpointRouteBuilder routes) => routes.MapGet($"/js/{ModuleName}", (HttpContext http) =>
    {
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Bytes(Module(), "text/javascript; charset=utf-8", entityTag: new($"\"{typeof(Operations).Assembly.ManifestModule.ModuleVersionId:n}\""));
    }).AllowAnonymous().ExcludeFromDescription();

    /// <summary>The module that exports the id of each.</summary>
    internal static byte[] Module() => Encoding.UTF8.GetBytes(string.Concat(All.OrderBy(o => o.Key, StringComparer.Ordinal)
        .Select(o => $"export const {o.Key} = {JsonSerializer.Serialize(TrustedDocuments.IdOf(o.Value))};\n")));

    static Dictionary<string, string> Read()
    {
        var assembly = typeof(Operations).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => Path.GetFileNameWithoutExtension(name[Prefix.Length..]), name => TextOf(assembly, name));
    }

    static string TextOf(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
