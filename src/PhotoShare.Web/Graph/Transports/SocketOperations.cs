using System.Security.Claims;
using GraphQL;
using GraphQL.Transport;

namespace PhotoShare.Web;

/// <summary>The operations that run on one WebSocket, by the client's ids. Disposing it stops them.</summary>
sealed class SocketOperations(HttpContext http, GraphRunner runner, SocketFrames frames, UnexpectedErrors unexpected, GraphLimits limits) : IDisposable
{
    readonly Dictionary<string, Operation> running = new(StringComparer.Ordinal);

    public bool IsFull => Running.Count >= limits.ConnectionOperations;

    public ExecutionError Full => new($"A socket carries at most {limits.ConnectionOperations} operations at once.") { Code = "TOO_MANY_OPERATIONS" };

    /// <summary>When every subscription that runs listens, and every query has been answered: what happens from then on is not missed.</summary>
    public Task Begun => Task.WhenAll(Running.Select(operation => operation.Value.Begun.Task));

    IReadOnlyList<KeyValuePair<string, Operation>> Running
    {
        get
        {
            lock (running) return [.. running];
        }
    }

    /// <summary>Takes the id; false if an operation has it.</summary>
    public bool TryBegin(string id, out CancellationToken stop)
    {
        var operation = new Operation();
        stop = operation.Stop.Token;
        lock (running)
            if (running.TryAdd(id, operation)) return true;
        operation.Dispose();
        return false;
    }

    /// <summary>Runs an operation in a scope of its own and sends what it answers. Never throws.</summary>
    public async Task Run(string id, GraphQLRequest request, ClaimsPrincipal user, SocketSender sender, CancellationToken stop)
    {
        // The reader of the socket goes on to the next message at once.
        await Task.Yield();
        ReadOnlyMemory<byte> last;
        try
        {
            ExecutionResult result;
            // Each event has a scope of its own: what the beginning took is not kept for as long as somebody listens.
            await using (var scope = http.RequestServices.CreateAsyncScope())
                result = await runner.Run(request, new GraphContext(http, answersCookies: false, _ => true), scope.ServiceProvider, user, stop);
            if (result.Executed)
            {
                var handing = result.HandOver(next => sender.Post(frames.Next(id, next)), stop);
                lock (running) running.GetValueOrDefault(id)?.Begun.TrySetResult();
                await handing;
                last = SocketFrames.Complete(id);
            }
            else last = frames.Error(id, result.Errors ?? []);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure)
        {
            last = frames.Error(id, [failure as ExecutionError ?? unexpected.Answer(failure)]);
        }
        // Whoever removes the id has the last word: after the client's complete, nothing more is sent for it.
        if (Remove(id)) sender.Post(last);
    }

    /// <summary>Stops an operation at the client's word. An id that is not known has ended by itself.</summary>
    public bool Stop(string id)
    {
        Remove(id);
        return true;
    }

    bool Remove(string id)
    {
        Operation? operation;
        lock (running)
            if (!running.Remove(id, out operation)) return false;
        operation.Dispose();
        return true;
    }

    public void Dispose()
    {
        foreach (var (id, _) in Running) Remove(id);
    }

    /// <summary>Disposing it stops it.</summary>
    sealed class Operation : IDisposable
    {
        public CancellationTokenSource Stop { get; } = new();
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose()
        {
            Begun.TrySetResult();
            Stop.Cancel();
            Stop.Dispose();
        }
    }
}
