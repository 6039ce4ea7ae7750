using System.Threading.Channels;

namespace PhotoShare.Web;

/// <summary>One process's side of the Runtime API: it takes one invocation at a time, as a Lambda execution environment does.</summary>
sealed class RuntimeSession
{
    readonly Channel<Invocation> waiting = Channel.CreateBounded<Invocation>(1);
    readonly TaskCompletionSource initialised = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Invocation? current;

    /// <summary>Completes at the first poll; fails when the function says that it can't initialise.</summary>
    public Task Initialised => initialised.Task;

    public Invocation Begin(byte[] payload, DateTimeOffset deadline)
    {
        var invocation = new Invocation(payload, deadline);
        if (!waiting.Writer.TryWrite(invocation))
            throw new InvalidOperationException("A function takes one invocation at a time.");
        return invocation;
    }

    public async Task<Invocation> Next(CancellationToken ct)
    {
        initialised.TrySetResult();
        return current = await waiting.Reader.ReadAsync(ct);
    }

    /// <summary>The invocation in the function's hands, if it bears this id.</summary>
    public Invocation? Current(string? id) => current is { } invocation && invocation.Id == id ? invocation : null;

    public void FailToInitialise(string error) => initialised.TrySetException(new FunctionFailed(FunctionFailure.NotStarted, error));
}
