using System.Collections.Frozen;
using System.Security.Cryptography;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>The documents that are known beforehand: the operations of the web app, as they lie in <c>schema/operations</c>.</summary>
static class TrustedDocuments
{
    const string Prefix = "sha256:";

    static readonly Dictionary<string, string> ByHash = Operations.All.Values.ToDictionary(Sha256.Hex, StringComparer.Ordinal);
    static readonly FrozenDictionary<string, string> Names = Operations.All.ToFrozenDictionary(operation => operation.Value, operation => operation.Key, StringComparer.Ordinal);

    /// <summary>The document of a hash; <c>null</c> when it is none of ours.</summary>
    public static string? Find(string hash) => ByHash.GetValueOrDefault(hash);

    /// <summary>What a document's operation is called; <c>null</c> when it is none of ours.</summary>
    public static string? NameOf(string text) => Names.GetValueOrDefault(text);

    /// <summary>How a client names a document, such as <c>sha256:9f86d0…</c>.</summary>
    public static string IdOf(string text) => Prefix + Sha256.Hex(text);

    /// <summary>The hash of an id, with its prefix or without, as GraphQL over HTTP and HotChocolate's clients have it; <c>null</c> when it is none.</summary>
    public static string? HashIn(string id)
    {
        var hash = id.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? id[Prefix.Length..] : id;
        return hash.Length == 2 * SHA256.HashSizeInBytes && hash.All(char.IsAsciiHexDigit) ? hash.ToLowerInvariant() : null;
    }
}
