using System.Collections.Concurrent;
using GraphQL;
using GraphQL.DI;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>
/// Keeps documents that passed validation, so that asking again costs neither parsing nor the rules that depend on the document
/// alone. Two generations bound it: when the young one is full it becomes the old one, and what is asked for meanwhile moves
/// back. So a flood of new documents pushes out itself first, and there is no lock on the way of a hit.
/// </summary>
public sealed class DocumentCache(GraphLimits limits) : IConfigureExecution
{
    readonly Lock turning = new();
    Generation young = new(), old = new();

    /// <summary>After everything that changes options, before the execution itself.</summary>
    public float SortOrder => 200;

    public async Task<ExecutionResult> ExecuteAsync(ExecutionOptions options, ExecutionDelegate next)
    {
        if (options.Query is not { } text || options.Document is not null) return await next(options);
        if (Find(text) is { } document)
        {
            options.Document = document;
            options.ValidationRules = options.CachedDocumentValidationRules ?? [];
            return await next(options);
        }
        var result = await next(options);
        if (result is { Executed: true, Document: { } valid }) Add(text, valid);
        return result;
    }

    GraphQLDocument? Find(string text)
    {
        if (young.Documents.TryGetValue(text, out var document)) return document;
        if (!old.Documents.TryGetValue(text, out document)) return null;
        Add(text, document);
        return document;
    }

    void Add(string text, GraphQLDocument document)
    {
        var generation = young;
        if (!generation.Documents.TryAdd(text, document) || Interlocked.Add(ref generation.Characters, text.Length) < limits.CachedCharacters / 2) return;
        lock (turning)
        {
            if (young != generation) return;
            (young, old) = (new Generation(), generation);
        }
    }

    sealed class Generation
    {
        public readonly ConcurrentDictionary<string, GraphQLDocument> Documents = new(StringComparer.Ordinal);
        public int Characters;
    }
}
