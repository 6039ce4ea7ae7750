using GraphQL;
using GraphQL.DI;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>
/// Finds the document of a request that names one instead of sending it: by <c>documentId</c> (or <c>id</c>), or by Apollo's
/// automatic persisted queries (https://www.apollographql.com/docs/apollo-server/performance/apq), which are kept once they ran.
/// With <see cref="GraphLimits.TrustedDocumentsOnly"/> nothing but <see cref="TrustedDocuments"/> runs, however it is sent.
/// </summary>
sealed class NamedDocuments(GraphLimits limits, PersistedDocuments persisted) : IConfigureExecution
{
    /// <summary>Before the cache of parsed documents, which goes by their text.</summary>
    public float SortOrder => 100;

    public Task<ExecutionResult> ExecuteAsync(ExecutionOptions options, ExecutionDelegate next)
    {
        if (options.DocumentId is { } id) return Named(id, options, next);
        if (options.Extensions?.GetValueOrDefault("persistedQuery") is IDictionary<string, object?> named) return Persisted(named, options, next);
        return Run(options, next);
    }

    async Task<ExecutionResult> Named(string id, ExecutionOptions options, ExecutionDelegate next)
    {
        if (options.Query is not null) return await Refuse("BAD_REQUEST", "Send query or documentId, not both.");
        if (TrustedDocuments.HashIn(id) is not { } hash) return await Refuse("BAD_REQUEST", "A documentId is sha256: and the 64 hexadecimal digits of the document's hash.");
        options.Query = await Find(hash);
        return options.Query is null ? await Refuse("DOCUMENT_NOT_FOUND", "There is no document with that id. Send the document itself.") : await Run(options, next);
    }

    async Task<ExecutionResult> Persisted(IDictionary<string, object?> named, ExecutionOptions options, ExecutionDelegate next)
    {
        if (named.TryGetValue("version", out var version) && version is not 1) return await Refuse("BAD_REQUEST", "Persisted queries are of version 1.");
        if (!named.TryGetValue("sha256Hash", out var given) || given is not string text || TrustedDocuments.HashIn(text) is not { } hash)
            return await Refuse("BAD_REQUEST", "sha256Hash is the 64 hexadecimal digits of the document's hash.");
        if (options.Query is { } query)
        {
            if (Sha256.Hex(query) != hash) return await Refuse("PERSISTED_QUERY_HASH_MISMATCH", "That is not the hash of the query.");
            var result = await Run(options, next);
            // One that never ran may be anybody's nonsense.
            if (result.Executed && !limits.TrustedDocumentsOnly) await persisted.Keep(hash, query);
            return result;
        }
        options.Query = await Find(hash);
        if (options.Query is not null) return await Run(options, next);
        // Clients go by these very words: after the first they send the query, after the second they stop naming it.
        return limits.TrustedDocumentsOnly
            ? await Refuse("PERSISTED_QUERY_NOT_SUPPORTED", "PersistedQueryNotSupported")
            : await Refuse("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound");
    }

    async Task<string?> Find(string hash) => TrustedDocuments.Find(hash) ?? (limits.TrustedDocumentsOnly ? null : await persisted.Find(hash));

    Task<ExecutionResult> Run(ExecutionOptions options, ExecutionDelegate next)
    {
        var name = options.Query is { } query ? TrustedDocuments.NameOf(query) : null;
        if (options.UserContext is GraphContext request) request.TrustedName = name;
        return limits.TrustedDocumentsOnly && name is null
            ? Refuse("TRUSTED_DOCUMENTS_ONLY", "This server runs only documents that it knows. Name one by its documentId.")
            : next(options);
    }

    static Task<ExecutionResult> Refuse(string code, string sentence) => Task.FromResult(new ExecutionResult(new ExecutionError(sentence) { Code = code }));
}
