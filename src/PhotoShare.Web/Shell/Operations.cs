using System.Reflection;
using System.Text;
using System.Text.Json;

namespace PhotoShare.Web;

/// <summary>
/// The GraphQL operations that the pages' modules send. Their one text lies in <c>schema/operations</c> and is built in; modules
/// import the id of each by its name from <c>/js/operations.js</c>, and send that as documentId.
/// </summary>
public static class Operations
{
    const string Prefix = "operations/";

    /// <summary>Operation name to document.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = Read();

    internal static void MapOperations(this IEndpointRouteBuilder routes)
    {
        var module = Encoding.UTF8.GetBytes(string.Concat(All.OrderBy(o => o.Key, StringComparer.Ordinal)
            .Select(o => $"export const {o.Key} = {JsonSerializer.Serialize(TrustedDocuments.IdOf(o.Value))};\n")));
        routes.MapGet("/js/operations.js", (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-cache";
            return Results.Bytes(module, "text/javascript; charset=utf-8", entityTag: new($"\"{Version}\""));
        }).AllowAnonymous().ExcludeFromDescription();
    }

    static string Version => typeof(Operations).Assembly.ManifestModule.ModuleVersionId.ToString("n");

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
