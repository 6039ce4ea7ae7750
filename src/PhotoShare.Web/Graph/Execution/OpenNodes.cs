using GraphQL.Execution;

namespace PhotoShare.Web;

/// <summary>Fields of an operation that have no value yet: those that a task completes, and those whose loader is to be asked.</summary>
sealed class OpenNodes
{
    List<(Task Completing, ExecutionNode Node)> late = [];
    List<ExecutionNode> loading = [];

    public bool Any => AnyLate || loading.Count > 0;
    public bool AnyLate => late.Count > 0;

    public void Add(Task completing, ExecutionNode node) => late.Add((completing, node));

    public void Add(ExecutionNode node) => loading.Add(node);

    public List<(Task Completing, ExecutionNode Node)> TakeLate()
    {
        var taken = late;
        if (taken.Count > 0) late = [];
        return taken;
    }

    public List<ExecutionNode> TakeLoading()
    {
        var taken = loading;
        loading = [];
        return taken;
    }
}
