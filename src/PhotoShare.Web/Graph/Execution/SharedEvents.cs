using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using GraphQL;
using GraphQLParser.AST;
using GraphQLParser.Visitors;

namespace PhotoShare.Web;

/// <summary>An event that many listeners may get.</summary>
public interface ISharedEvent
{
    /// <summary>What it is about: one object for all who were told of it together.</summary>
    object Subject { get; }

    /// <summary>What a listener sees of it. Those whose sights are equal are answered the same, unless a field asks who they are.</summary>
    object Sight { get; }
}

/// <summary>
/// Executes an event once for all who listen by the same document and see the same of it, in the name of <see cref="Viewer.Unknown"/>, and
/// writes its data once. A thousand who look at one post are told of a comment with one execution instead of a thousand.
/// </summary>
public sealed class SharedEvents(ResultWriter writer)
{
    // As long as the event is on its way to somebody.
    readonly ConditionalWeakTable<object, ConcurrentDictionary<Audience, Lazy<Task<WrittenData?>>>> written = [];

    /// <summary>Whether a document asks the same of every event, whatever variables it came with.</summary>
    readonly ConditionalWeakTable<GraphQLOperationDefinition, Task<bool>> askTheSame = [];

    /// <param name="execute">Executes the event as <see cref="Viewer.Unknown"/>.</param>
    /// <returns>Its data; <c>null</c> where it depends on who listens.</returns>
    public async Task<WrittenData?> DataOf(ISharedEvent told, GraphQL.Execution.ExecutionContext context, Uri site, Func<Task<ExecutionResult>> execute)
    {
        if (!await askTheSame.GetValue(context.Operation, operation => AsksTheSame(operation, context.Document))) return null;
        var audience = new Audience(context.Operation, site, told.Sight);
        return await written.GetOrCreateValue(told.Subject).GetOrAdd(audience, _ => new(() => Write(execute))).Value;
    }

    async Task<WrittenData?> Write(Func<Task<ExecutionResult>> execute) =>
        await execute() is { Executed: true, Errors: null or { Count: 0 } } result ? writer.Data(result) : null;

    static async Task<bool> AsksTheSame(GraphQLOperationDefinition operation, GraphQLDocument document)
    {
        var search = new VariableSearch();
        var found = new VariableSearch.Found();
        foreach (var fragment in document.Definitions.OfType<GraphQLFragmentDefinition>()) await search.VisitAsync(fragment, found);
        foreach (var root in operation.SelectionSet.Selections)
            await search.VisitAsync((root as GraphQLField)?.SelectionSet ?? (ASTNode)root, found);
        return !found.Any;
    }

    /// <summary>Those who are answered the same. A document's operation is one object for all who send the same text.</summary>
    sealed record Audience(GraphQLOperationDefinition Operation, Uri Site, object Sight);

    sealed class VariableSearch : ASTVisitor<VariableSearch.Found>
    {
        protected override ValueTask VisitVariableAsync(GraphQLVariable variable, Found found)
        {
            found.Any = true;
            return default;
        }

        public sealed class Found : IASTVisitorContext
        {
            public bool Any { get; set; }
            public CancellationToken CancellationToken => default;
        }
    }
}
