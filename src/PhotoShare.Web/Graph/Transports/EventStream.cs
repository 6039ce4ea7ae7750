using GraphQL;

namespace PhotoShare.Web;

/// <summary>One response of server-sent events, and the operations whose results it carries. Disposing it stops them.</summary>
sealed class EventStream(GraphLimits limits, EventFrames frames, UnexpectedErrors unexpected, Viewer owner, Connection connection) : IDisposable
{
    /// <summary>How long a client may take for what waits when the stream ends before its operations do.</summary>
    static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);

    readonly TaskCompletionSource cutOff = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Outbox outbox = new(limits.SendQueueBytes, EventFrames.KeepAlive, limits.KeepAlive);
    readonly Dictionary<string, CancellationTokenSource> operations = new(StringComparer.Ordinal);
    int opened;

    /// <summary>The id of the operation of a stream that carries only that.</summary>
    public const string OwnOperation = "";

    public Viewer Owner => owner;
    public DateTime ReservedAt { get; } = DateTime.UtcNow;
    public bool IsOpen => opened == 1;

    /// <summary>Whether this call is the one that fulfils the reservation; there is never a second.</summary>
    public bool TryOpen() => Interlocked.Exchange(ref opened, 1) == 0;

    /// <summary>Sends until the stream ends, the client is gone, or it may not have the stream any more.</summary>
    public async Task Serve(HttpResponse response, CancellationToken ct)
    {
        using var forbidden = connection.Forbidden.Register(Forbid);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var sending = Send(response, ending.Token);
        if (await Task.WhenAny(sending, cutOff.Task) != sending) ending.CancelAfter(Linger);
        try
        {
            await sending;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // It does not read: what waits in the server's buffers for it goes as well.
            response.HttpContext.Abort();
        }
    }

    async Task Send(HttpResponse response, CancellationToken ct)
    {
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        await Send(EventFrames.KeepAlive, ct);
        await outbox.Drain(Send, ct);

        async ValueTask Send(ReadOnlyMemory<byte> frame, CancellationToken sending) => await response.BodyWriter.WriteAsync(frame, sending);
    }

    /// <summary>Takes the id for an operation; <c>null</c> if it is taken.</summary>
    public CancellationToken? Begin(string operationId)
    {
        lock (operations)
        {
            if (operations.Count >= limits.ConnectionOperations)
                throw new BadRequest(StatusCodes.Status429TooManyRequests, $"A stream carries at most {limits.ConnectionOperations} operations at once.");
            if (operations.ContainsKey(operationId)) return null;
            return (operations[operationId] = new CancellationTokenSource()).Token;
        }
    }

    IReadOnlyList<string> Operations
    {
        get
        {
            lock (operations) return [.. operations.Keys];
        }
    }

    /// <summary>Carries the results of an operation that has begun. Never throws: what goes wrong is the operation's last result.</summary>
    public async Task Carry(string operationId, ExecutionResult result, bool shared, CancellationToken stop)
    {
        var id = shared ? operationId : null;
        try
        {
            await result.HandOver(next => Post(frames.Next(next, id)), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure)
        {
            Post(frames.Next(new ExecutionResult(failure as ExecutionError ?? unexpected.Answer(failure)), id));
        }
        finally
        {
            Stop(operationId);
        }
        Post(EventFrames.Complete(id));
        if (!shared) outbox.Complete();
    }

    /// <summary>Queues a frame. A client that does not keep up is cut off, since it would miss the frame without knowing; it comes back and resumes.</summary>
    bool Post(ReadOnlyMemory<byte> frame)
    {
        if (outbox.Post(frame)) return true;
        EndSoon();
        return false;
    }

    /// <summary>The credential holds no longer: each operation ends with an error, and so does the stream.</summary>
    void Forbid()
    {
        foreach (var operationId in Operations)
        {
            if (!Stop(operationId)) continue;
            var id = operationId == OwnOperation ? null : operationId;
            outbox.Post(frames.Next(new ExecutionResult(new ExecutionError("Sign in again.") { Code = "UNAUTHENTICATED" }), id));
            outbox.Post(EventFrames.Complete(id));
        }
        EndSoon();
    }

    void EndSoon()
    {
        outbox.Complete();
        cutOff.TrySetResult();
    }

    public bool Stop(string operationId)
    {
        CancellationTokenSource? stop;
        lock (operations)
            if (!operations.Remove(operationId, out stop)) return false;
        stop.Cancel();
        stop.Dispose();
        return true;
    }

    public void Dispose()
    {
        outbox.Complete();
        foreach (var id in Operations) Stop(id);
        connection.Dispose();
    }
}
