using System.Threading.Tasks.Sources;

namespace PhotoShare;

/// <summary>
/// Wakes one who waits. What is set while nobody waits wakes the next wait at once, so whoever looks, and then waits, misses nothing; it may wake for something that
/// was seen already. It takes no more memory while it is waited for than before: thousands wait.
/// </summary>
public sealed class Signal : IValueTaskSource
{
    readonly Lock gate = new();
    ManualResetValueTaskSourceCore<bool> source = new() { RunContinuationsAsynchronously = true };
    bool isSet;
    bool isAwaited;

    public void Set()
    {
        lock (gate)
        {
            if (!isAwaited)
            {
                isSet = true;
                return;
            }
            isAwaited = false;
        }
        source.SetResult(true);
    }

    /// <summary>Sets it when a token is cancelled, until what is returned is disposed.</summary>
    public CancellationTokenRegistration SetBy(CancellationToken ct) => ct.UnsafeRegister(static signal => ((Signal)signal!).Set(), this);

    /// <summary>One at a time may wait.</summary>
    public ValueTask Wait()
    {
        lock (gate)
        {
            if (isSet)
            {
                isSet = false;
                return ValueTask.CompletedTask;
            }
            source.Reset();
            isAwaited = true;
            return new(this, source.Version);
        }
    }

    void IValueTaskSource.GetResult(short token) => source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) => source.OnCompleted(continuation, state, token, flags);
}
