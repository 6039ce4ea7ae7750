using System.Collections;
using GraphQL;
using GraphQL.DataLoader;
using GraphQL.Execution;
using GraphQL.Types;
using Context = GraphQL.Execution.ExecutionContext;

namespace PhotoShare.Web;

/// <summary>
/// Executes as GraphQL.NET's own strategy does, whose answers it gives, without what that does anew for each of a page's hundreds of fields: it collects the fields
/// of one selection once, makes no state machine for what is there at once, and completes the fields that wait for one batch together. Whatever is out of the ordinary is left to the base.
/// </summary>
sealed class BatchedExecution : ParallelExecutionStrategy
{
    /// <summary>Goes down from the root as far as values are there at once, and then from those that came later, until nothing is open.</summary>
    public override async Task ExecuteNodeTreeAsync(Context context, ExecutionNode rootNode)
    {
        var open = new OpenNodes();
        try
        {
            Follow(context, ExecuteNodeAsync(context, rootNode), rootNode, open);
            while (open.Any)
            {
                var late = open.TakeLate();
                await Task.WhenAll(late.Select(one => one.Completing));
                foreach (var (_, node) in late) Follow(context, node, open);
                // Loaders last: what else is on its way may ask them for more.
                if (open.AnyLate) continue;
                var loading = open.TakeLoading();
                await Fetched(loading, context.CancellationToken);
                foreach (var node in loading) Follow(context, CompleteLoaded(context, node), node, open);
            }
        }
        catch
        {
            // What still runs uses the services of the request.
            await Task.WhenAll(open.TakeLate().Select(one => one.Completing)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    /// <summary>When all that comes by batches is there. The first of a loader's fields sends off what all of them have asked for.</summary>
    static Task Fetched(List<ExecutionNode> nodes, CancellationToken ct)
    {
        var fetches = new List<Task>();
        foreach (var node in nodes)
            if (node.Result is IBatched batched && batched.Send(ct) is { IsCompleted: false } fetch && !fetches.Contains(fetch)) fetches.Add(fetch);
        return Task.WhenAll(fetches);
    }

    void Follow(Context context, Task completing, ExecutionNode node, OpenNodes open)
    {
        if (completing.IsCompletedSuccessfully) Follow(context, node, open);
        else open.Add(completing, node);
    }

    void Follow(Context context, ExecutionNode node, OpenNodes open)
    {
        if (node.Result is IDataLoaderResult)
            open.Add(node);
        else if (node is ObjectExecutionNode { SubFields: { } fields })
            foreach (var field in fields) Follow(context, ExecuteNodeAsync(context, field), field, open);
        else if (node is ArrayExecutionNode { Items: { } items })
            foreach (var item in items) Follow(context, item, open);
    }

    protected override void SetSubFieldNodes(Context context, ObjectExecutionNode parent)
    {
        if (parent is RootExecutionNode || context.UserContext is not GraphContext request || parent.SelectionSet is not { } set)
        {
            base.SetSubFieldNodes(context, parent);
            return;
        }
        var type = parent.GetObjectGraphType(context.Schema) ?? parent.GraphType;
        var fields = request.Selections.Find(set, type) ?? request.Selections.Add(set, type, CollectFieldsFrom(context, type, set, null));
        var nodes = new ExecutionNode[fields.Length];
        for (var i = 0; i < fields.Length; i++)
            nodes[i] = BuildExecutionNode(parent, fields[i].Type.ResolvedType!, fields[i].Field, fields[i].Type);
        parent.SubFields = nodes;
    }

    protected override Task SetArrayItemNodesAsync(Context context, ArrayExecutionNode parent)
    {
        var type = ((ListGraphType)parent.GraphType).ResolvedType!;
        // Lists of scalars are serialized at once.
        if (parent.Result is not IEnumerable values || type.GetNamedType() is ScalarGraphType) return base.SetArrayItemNodesAsync(context, parent);
        var items = new List<ExecutionNode>((values as ICollection)?.Count ?? 0);
        List<Task>? late = null;
        // Those that GraphQL.NET itself makes, of introspection, can't be enumerated.
        if (values is IList list)
            for (var i = 0; i < list.Count; i++) Add(list[i]);
        else
            foreach (var value in values) Add(value);
        parent.Items = items;
        return late is null ? Task.CompletedTask : Task.WhenAll(late);

        void Add(object? value)
        {
            var node = BuildExecutionNode(parent, type, parent.Field, parent.FieldDefinition, items.Count);
            items.Add(node);
            var completing = Give(context, node, value);
            if (!completing.IsCompletedSuccessfully) (late ??= []).Add(completing);
        }
    }

    protected override Task ExecuteNodeAsync(Context context, ExecutionNode node)
    {
        if (node is RootExecutionNode || node.Parent is ArrayExecutionNode) return Task.CompletedTask;
        if (context.CancellationToken.IsCancellationRequested) return Task.FromCanceled(context.CancellationToken);
        ValueTask<object?> resolving;
        try
        {
            resolving = SelectResolver(node, context).ResolveAsync(new ReadonlyResolveFieldContext(node, context));
        }
        catch (Exception failure)
        {
            resolving = ValueTask.FromException<object?>(failure);
        }
        return resolving.IsCompletedSuccessfully ? Give(context, node, resolving.Result) : Wait(context, node, resolving);
    }

    protected override Task CompleteNodeAsync(Context context, ExecutionNode node)
    {
        try
        {
            if (node is ValueExecutionNode value && value.GraphType.Serialize(node.Result) is { } serialized)
            {
                node.Result = serialized;
                return Task.CompletedTask;
            }
            if (node is ObjectExecutionNode parent && node.Result is not null)
            {
                ValidateNodeResult(context, node);
                SetSubFieldNodes(context, parent);
                return Task.CompletedTask;
            }
        }
        catch (Exception failure)
        {
            return Wait(context, node, ValueTask.FromException<object?>(failure));
        }
        return base.CompleteNodeAsync(context, node);
    }

    /// <summary>Completes a field whose value its loader has.</summary>
    Task CompleteLoaded(Context context, ExecutionNode node)
    {
        try
        {
            return node.Result is IBatched batched && batched.IsThere(out var value) ? Give(context, node, value) : base.CompleteDataLoaderNodeAsync(context, node);
        }
        catch (Exception failure)
        {
            return Wait(context, node, ValueTask.FromException<object?>(failure));
        }
    }

    /// <summary>Completes a field by its value, unless that is yet to be loaded.</summary>
    Task Give(Context context, ExecutionNode node, object? value)
    {
        node.Result = value;
        return value is IDataLoaderResult ? Task.CompletedTask : CompleteNodeAsync(context, node);
    }

    /// <summary>Completes a field when its value is there, or with the error that came instead.</summary>
    async Task Wait(Context context, ExecutionNode node, ValueTask<object?> resolving)
    {
        try
        {
            await Give(context, node, await resolving);
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (ExecutionError error)
        {
            SetNodeError(context, node, error);
        }
        catch (Exception failure)
        {
            if (await ProcessNodeUnhandledExceptionAsync(context, node, failure)) throw;
        }
    }
}
