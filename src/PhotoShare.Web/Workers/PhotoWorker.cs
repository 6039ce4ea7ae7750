using System.Diagnostics;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>Claims photos that wait, has the image function work on them, and hands its answer to the use case.</summary>
sealed class PhotoWorker(FunctionHost functions, IServiceScopeFactory scopes, IEventBus events, Settings settings, ILogger<PhotoWorker> log) : BackgroundService, IPhotoWorker
{
    /// <summary>How often to look without being called: for uploads of another process, and for leases that ended.</summary>
    static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);

    /// <summary>How long a photo in work may take after the server was asked to stop; then it is given back.</summary>
    static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(20);

    /// <summary>Time to save the answer, on top of the time that the function has.</summary>
    static readonly TimeSpan LeaseMargin = TimeSpan.FromSeconds(30);

    /// <summary>How long a photo rests whose bytes could not be reached.</summary>
    static readonly TimeSpan OutagePause = TimeSpan.FromSeconds(10);

    readonly WakeUp wakeUp = new(functions.Slots.Count);

    public bool IsUp => functions.IsUp;

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        await functions.Start(stopping);
        await Task.WhenAll([Listen(stopping), .. functions.Slots.Select(slot => Work(slot, stopping))]);
    }

    async Task Listen(CancellationToken stopping)
    {
        using var uploads = events.Subscribe(hint => hint is PhotoAnnounced or PhotoUploaded);
        try
        {
            await foreach (var _ in uploads.Read(stopping))
                wakeUp.Call();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The server stops; there is nobody left to wake.
        }
    }

    async Task Work(FunctionSlot slot, CancellationToken stopping)
    {
        var isCalled = false;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                // For a process that does not come up no photo is to wait.
                if (!slot.IsUp) await slot.Prove(stopping);
                // Who was called warms up first: the photo is there, or is on its way.
                if (isCalled) await slot.Warm(stopping);
                isCalled = false;
                if (await Claim(stopping) is { } claim)
                    await Process(await Warm(slot, claim, stopping), claim, stopping);
                else
                    isCalled = await Rest(slot, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (FunctionFailed failure)
            {
                // The slot tries again, later each time.
                log.LogError("{Failure}", failure.Message);
            }
            catch (Exception bug)
            {
                log.LogError(bug, "A worker failed; it goes on in {Seconds} s.", LookInterval.TotalSeconds);
                await Task.WhenAny(Task.Delay(LookInterval, stopping));
            }
        }
    }

    async Task<PhotoClaim?> Claim(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Processing>().Claim(settings.Processing.Timeout + LeaseMargin, ct);
    }

    /// <summary>That no process comes up is no fault of the photo's.</summary>
    async Task<FunctionProcess> Warm(FunctionSlot slot, PhotoClaim claim, CancellationToken stopping)
    {
        try
        {
            return await slot.Warm(stopping);
        }
        catch
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<Processing>().Postpone(claim, TimeSpan.Zero, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Until somebody calls, the process is gone or it is time to look: whether somebody called.</summary>
    async Task<bool> Rest(FunctionSlot slot, CancellationToken stopping)
    {
        await slot.LetGo();
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var call = wakeUp.Wait(LookInterval, rest.Token);
        await Task.WhenAny(slot.Process is { } process ? [call, process.Exited] : [call]);
        // A wait that were left behind would take the next call with it.
        await rest.CancelAsync();
        return call.IsCompletedSuccessfully && await call;
    }

    async Task Process(FunctionProcess function, PhotoClaim claim, CancellationToken stopping)
    {
        using var span = Tracing.Continue("process photo", ActivityKind.Consumer, claim.TraceParent);
        using var drain = new CancellationTokenSource();
        await using var whenStopping = stopping.Register(() => drain.CancelAfter(DrainLimit));
        await using var scope = scopes.CreateAsyncScope();
        var processing = scope.ServiceProvider.GetRequiredService<Processing>();
        try
        {
            var result = FunctionAnswer.Read(await function.Invoke(S3Event.Created(settings, claim.Key, claim.ByteSize), drain.Token), claim.Key);
            if (result.Failure is { Code: ProcessingFailureCode.Internal or ProcessingFailureCode.TimedOut } failure)
                await Fault(processing, claim, failure.Code, failure.Message);
            else if (!await processing.Complete(result, CancellationToken.None))
                await Fault(processing, claim, ProcessingFailureCode.Internal, "The image function has read other bytes than those that arrived.");
        }
        catch (OperationCanceledException) when (drain.IsCancellationRequested)
        {
            await processing.Release(claim, CancellationToken.None);
        }
        catch (FunctionFailed failure) when (failure.Failure == FunctionFailure.Unavailable)
        {
            log.LogWarning("The photo {Photo} has to wait for its store: {Reason}", claim.PhotoId, failure.Message);
            await processing.Postpone(claim, OutagePause, CancellationToken.None);
        }
        catch (FunctionFailed failure)
        {
            await Fault(processing, claim, CodeOf(failure.Failure), failure.Message);
        }
        catch (FormatException nonsense)
        {
            await Fault(processing, claim, ProcessingFailureCode.Internal, nonsense.Message);
        }
    }

    Task Fault(Processing processing, PhotoClaim claim, ProcessingFailureCode code, string reason)
    {
        log.LogWarning("Attempt {Attempt} of photo {Photo} failed: {Reason}", claim.Attempt, claim.PhotoId, reason);
        return processing.Fault(claim, code, CancellationToken.None);
    }

    static ProcessingFailureCode CodeOf(FunctionFailure failure) => failure switch
    {
        FunctionFailure.TimedOut => ProcessingFailureCode.TimedOut,
        FunctionFailure.OutOfMemory => ProcessingFailureCode.TooLarge,
        _ => ProcessingFailureCode.Internal,
    };
}
