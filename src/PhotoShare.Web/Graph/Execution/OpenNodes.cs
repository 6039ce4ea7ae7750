using GraphQL.Execution;

namespace PhotoShare.Web;

/// <summary>Fields of an operation that have no value yet.</summary>
sealed class OpenNodes
{
    /// <summary>A page waits for some batches at a time.</summary>
    const int Batches = 8;

    List<ExecutionNode> loading = [], late = [];

    /// <summary>What completes those that are on their way.</summary>
    public List<Task> Tasks { get; private set; } = [];

    public bool Any => AnyLate || loading.Count > 0;
    public bool AnyLate => late.Count > 0;

    /// <summary>One whose loader is to be asked.</summary>
    public void Add(ExecutionNode node) => loading.Add(node);

    /// <summary>One that a task completes. The fields of one batch have the same.</summary>
    public void Add(Task completing, ExecutionNode node)
    {
        late.Add(node);
        if (!completing.IsCompletedSuccessfully && Tasks.LastIndexOf(completing, Tasks.Count - 1, Math.Min(Tasks.Count, Batches)) < 0) Tasks.Add(completing);
    }

    public IReadOnlyList<ExecutionNode> TakeLoading()
    {
        var taken = loading;
        loading = [];
        return taken;
    }

    public (IReadOnlyList<Task>, IReadOnlyList<ExecutionNode>) TakeLate()
    {
        var taken = (Tasks, late);
        (Tasks, late) = ([], []);
        return taken;
    }
}
