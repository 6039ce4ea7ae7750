using GraphQL;

namespace PhotoShare.Web;

/// <summary>Hands over what an operation answers, one result or a stream of them.</summary>
static class ExecutionResults
{
    /// <summary>
    /// Calls <paramref name="next"/> with every result, in order, until there are no more, <paramref name="next"/> says that nobody
    /// takes them (then <see cref="SlowConsumer"/> is thrown), or <paramref name="ct"/> is cancelled. A stream's source is disposed on every path.
    /// A source that fails throws the error to answer.
    /// </summary>
    public static async Task HandOver(this ExecutionResult result, Func<ExecutionResult, bool> next, CancellationToken ct)
    {
        if (result.Streams is not { Count: 1 } streams)
        {
            if (!next(result)) throw new SlowConsumer();
            return;
        }
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var cancelling = ct.Register(() => done.TrySetCanceled(ct));
        using var subscription = streams.Values.Single().Subscribe(new Observer(next, done));
        await done.Task;
    }

    sealed class Observer(Func<ExecutionResult, bool> next, TaskCompletionSource done) : IObserver<ExecutionResult>
    {
        public void OnNext(ExecutionResult value)
        {
            if (!done.Task.IsCompleted && !next(value)) done.TrySetException(new SlowConsumer());
        }

        public void OnError(Exception error) => done.TrySetException(error);

        public void OnCompleted() => done.TrySetResult();
    }
}
