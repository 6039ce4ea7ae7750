using System.Diagnostics;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>
/// One process of the image function, in Lambda's terms an execution environment. Time and memory are bounded from outside,
/// because a hostile image may have taken over what is inside.
/// </summary>
sealed class FunctionProcess : IAsyncDisposable
{
    /// <summary>How often time and memory are looked at while a photo is in work.</summary>
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Lambda gives ten seconds to come up.</summary>
    static readonly TimeSpan InitialisationLimit = TimeSpan.FromSeconds(10);

    /// <summary>Lines of the process's output that are logged for one photo.</summary>
    const int MaxLines = 50;

    readonly RuntimeApi api;
    readonly RuntimeSession session;
    readonly string address;
    readonly ProcessingSettings limits;
    readonly ILogger log;
    readonly Process process;
    int lines;

    FunctionProcess(RuntimeApi api, Settings settings, InstanceSecret secret, ILogger log)
    {
        (this.api, this.log, limits) = (api, log, settings.Processing);
        (session, address) = api.Open();
        process = Process.Start(FunctionProgram.Start(settings, secret, address))
            ?? throw new FunctionFailed(FunctionFailure.NotStarted, "The image function's process did not start.");
        process.StandardInput.Close();
        Exited = Task.WhenAll(process.WaitForExitAsync(), Log(process.StandardOutput, LogLevel.Debug), Log(process.StandardError, LogLevel.Warning));
    }

    /// <summary>Completes when the process has ended and its output is read.</summary>
    public Task Exited { get; }

    public int Id => process.Id;

    /// <summary>A process that has polled for its first event.</summary>
    public static async Task<FunctionProcess> Start(RuntimeApi api, Settings settings, InstanceSecret secret, ILogger log, CancellationToken ct)
    {
        var function = new FunctionProcess(api, settings, secret, log);
        try
        {
            var first = await Task.WhenAny(function.session.Initialised, function.Exited).WaitAsync(InitialisationLimit, ct);
            if (first == function.Exited)
                throw new FunctionFailed(FunctionFailure.NotStarted, $"The image function ended at its start with exit code {function.process.ExitCode}.");
            await first;
            return function;
        }
        catch (Exception e)
        {
            await function.DisposeAsync();
            if (e is TimeoutException)
                throw new FunctionFailed(FunctionFailure.NotStarted, $"The image function did not come up within {InitialisationLimit.TotalSeconds:0} s.");
            throw;
        }
    }

    /// <summary>Hands over one event and waits for the answer. After a <see cref="FunctionFailed"/> other than <see cref="FunctionFailure.Error"/> and <see cref="FunctionFailure.Unavailable"/> the process has ended.</summary>
    public async Task<byte[]> Invoke(byte[] payload, CancellationToken ct)
    {
        using var span = Tracing.Source.StartActivity("invoke image-processor", ActivityKind.Client);
        lines = 0;
        var invocation = session.Begin(payload, DateTimeOffset.UtcNow + limits.Timeout);
        span?.SetTag("faas.invoked_name", "image-processor").SetTag("faas.invocation_id", invocation.Id);
        try
        {
            return await AnswerOf(invocation, ct);
        }
        catch (FunctionFailed failed)
        {
            span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", failed.Failure.ToString());
            throw;
        }
    }

    async Task<byte[]> AnswerOf(Invocation invocation, CancellationToken ct)
    {
        while (true)
        {
            await Task.WhenAny(invocation.Answer, Exited, Task.Delay(Look, ct));
            if (invocation.Answer.Exception?.InnerException is FunctionFailed { Failure: FunctionFailure.TimedOut })
                await Kill();
            if (invocation.Answer.IsCompleted)
                return await invocation.Answer;
            if (Exited.IsCompleted)
                throw new FunctionFailed(FunctionFailure.Crashed, $"The image function ended in the middle of a photo with exit code {process.ExitCode}.");
            if (ct.IsCancellationRequested)
                await Kill();
            ct.ThrowIfCancellationRequested();
            if (DateTimeOffset.UtcNow > invocation.Deadline)
            {
                await Kill();
                throw new FunctionFailed(FunctionFailure.TimedOut, $"The image function took longer than {limits.Timeout.TotalSeconds:0} s.");
            }
            if (ResidentBytes() > limits.MaxMemory)
            {
                await Kill();
                throw new FunctionFailed(FunctionFailure.OutOfMemory, $"The image function held more than {limits.MaxMemory / (1024 * 1024)} MB.");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        // It ends first: alive, it would complain that its address is gone.
        await Kill();
        api.Close(address);
        process.Dispose();
    }

    async Task Kill()
    {
        process.Kill(entireProcessTree: true);
        await Exited;
    }

    long ResidentBytes()
    {
        try
        {
            process.Refresh();
            return process.WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0; // It has ended since we looked; the next round sees that.
        }
    }

    /// <summary>Reads all that the process writes, in bounded pieces, so that it never blocks on a full pipe nor fills our memory or the log.</summary>
    async Task Log(StreamReader output, LogLevel level)
    {
        var buffer = new char[2_048];
        while (await output.ReadAsync(buffer) is > 0 and var length)
        {
            foreach (var line in new string(buffer, 0, length).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                if (Interlocked.Increment(ref lines) <= MaxLines)
                    log.Log(level, "Image function {Process}: {Line}", process.Id, line);
        }
    }
}
