using GraphQL;
using GraphQL.DI;
using GraphQLParser.AST;

namespace PhotoShare.Web;

/// <summary>
/// Keeps documents that passed validation, so that asking again costs neither parsing nor the rules that depend on the document
/// alone.
/// </summary>
public sealed class DocumentCache(GraphLimits limits) : IConfigureExecution
{
    readonly TwoGenerations<GraphQLDocument> documents = new(limits.CachedCharacters);
    RequestRules? ofRequest;

    /// <summary>After everything that changes options, before the execution itself.</summary>
    public float SortOrder => 200;

    public async Task<ExecutionResult> ExecuteAsync(ExecutionOptions options, ExecutionDelegate next)
    {
        if (options.Query is not { } text || options.Document is not null) return await next(options);
        if (documents.Find(text, _ => text.Length) is { } document)
        {
            options.Document = document;
            options.ValidationRules = ofRequest ??= new(options.CachedDocumentValidationRules ?? []);
            return await next(options);
        }
        var result = await next(options);
        if (result is { Executed: true, Document: { } valid }) documents.Add(text, valid, text.Length);
        return result;
    }
}
