using System.Diagnostics;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>One event on its way through the function, and the answer that it waits for.</summary>
sealed class Invocation(byte[] payload, DateTimeOffset deadline)
{
    readonly TaskCompletionSource<byte[]> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id { get; } = Guid.NewGuid().ToString();
    public byte[] Payload => payload;
    public DateTimeOffset Deadline => deadline;
    public Task<byte[]> Answer => answer.Task;

    /// <summary>In X-Ray's form, as Lambda gives it; the trace is that of whoever invokes.</summary>
    public string TraceId { get; } = TraceHeader.Write(Activity.Current?.Context ?? new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None));

    public void Succeed(byte[] response) => answer.TrySetResult(response);

    public void Fail(FunctionFailure failure, string error) => answer.TrySetException(new FunctionFailed(failure, error));
}

/// <summary>Why an invocation gave no answer.</summary>
enum FunctionFailure
{
    /// <summary>The process did not come up, so nothing was tried.</summary>
    NotStarted,

    /// <summary>The process ended in the middle.</summary>
    Crashed,

    /// <summary>The process was killed at its deadline, or reported that it would not meet it.</summary>
    TimedOut,

    /// <summary>The process was killed for the memory it held.</summary>
    OutOfMemory,

    /// <summary>The function reported an error of its own.</summary>
    Error,

    /// <summary>The function could not reach the photo's bytes; nothing is said of the photo.</summary>
    Unavailable,
}

/// <summary>The function gave no answer. The message is for the log, not for the person who uploaded.</summary>
sealed class FunctionFailed(FunctionFailure failure, string message) : Exception(message)
{
    public FunctionFailure Failure => failure;
}
