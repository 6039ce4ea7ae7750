using System.Text;
using Amazon.SQS;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>
/// Where a Lambda processes the photos: takes what it answers and what it failed on from their queues to the use cases, and has the store
/// announce once more what no answer came about.
/// </summary>
sealed class LambdaWorker : BackgroundService, IPhotoWorker
{
    /// <summary>How often to look for photos whose event was lost.</summary>
    static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);

    /// <summary>How often an answer comes that is early for its photo before it is dropped; the event is sent again when the photo is there.</summary>
    const int Patience = 5;

    readonly IServiceScopeFactory scopes;
    readonly S3BlobStore blobs;
    readonly Settings settings;
    readonly ILogger<LambdaWorker> log;
    readonly string originals;
    readonly AmazonSQSClient sqs;
    readonly QueueReader[] readers;

    public LambdaWorker(IServiceScopeFactory scopes, S3BlobStore blobs, Settings settings, ILogger<LambdaWorker> log)
    {
        (this.scopes, this.blobs, this.settings, this.log) = (scopes, blobs, settings, log);
        var (results, failures) = (settings.Processing.ResultsQueue!, settings.Processing.FailuresQueue!);
        originals = Store.OptionsOf(settings)!.Originals;
        sqs = Sqs.Open(results, settings.Store);
        readers = [new QueueReader(sqs, results, TakeResult, log), new QueueReader(sqs, failures, TakeFailure, log)];
    }

    public bool IsUp => readers.All(reader => reader.IsUp);

    protected override Task ExecuteAsync(CancellationToken stopping) =>
        Task.WhenAll([.. readers.Select(reader => reader.Run(stopping)), AskAgain(stopping)]);

    public override void Dispose()
    {
        base.Dispose();
        sqs.Dispose();
    }

    Task<Delivery> TakeResult(string message, int times) => Take(message, times, async (record, processing) =>
        await processing.Complete(FunctionAnswer.Read(Encoding.UTF8.GetBytes(record.ResponsePayload.GetRawText()), record.Key), CancellationToken.None));

    Task<Delivery> TakeFailure(string message, int times) => Take(message, times, async (record, processing) =>
    {
        log.LogWarning("The Lambda gave no answer about {Key} ({Condition}): {Type} {Reason}", record.Key, record.RequestContext.Condition, record.ErrorType, record.ErrorMessage);
        // Nothing was tried then: the event counts as lost, and is sent again in its time.
        return record.RequestContext.Condition == "EventAgeExceeded" || await processing.GiveUp(BlobKeys.PhotoOf(record.Key)!.Value, record.Failure, CancellationToken.None);
    });

    async Task<Delivery> Take(string message, int times, Func<InvocationRecord, Processing, Task<bool>> take)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            var taken = await take(InvocationRecord.Read(message, originals), scope.ServiceProvider.GetRequiredService<Processing>());
            return taken || times >= Patience ? Delivery.Done : Delivery.Later;
        }
        catch (FormatException unreadable)
        {
            if (times == 1) log.LogError("A message of the Lambda can't be read; it is left to the dead-letter queue. {Reason}", unreadable.Message);
            return Delivery.Unreadable;
        }
    }

    /// <summary>Until the server stops: finds the photos that no answer came about in time.</summary>
    async Task AskAgain(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(LookInterval);
        while (true)
        {
            try
            {
                while (await AskAgainForOne(stopping)) { }
                await timer.WaitForNextTickAsync(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                log.LogError(fault, "Lost events could not be looked for; the next try is in {Seconds} s.", LookInterval.TotalSeconds);
                await Task.WhenAny(Task.Delay(LookInterval, stopping));
            }
        }
    }

    async Task<bool> AskAgainForOne(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var processing = scope.ServiceProvider.GetRequiredService<Processing>();
        if (await processing.Claim(settings.Processing.AnswerWithin, stopping) is not { } claim) return false;
        if (claim.Attempt > settings.Processing.MaxAttempts)
        {
            log.LogError("No answer came about photo {Photo} after {Attempts} events; it has failed.", claim.PhotoId, settings.Processing.MaxAttempts);
            await processing.Fault(claim, ProcessingFailureCode.Internal, CancellationToken.None);
        }
        else
        {
            log.LogWarning("No answer came about photo {Photo}; the store announces it again (attempt {Attempt}).", claim.PhotoId, claim.Attempt);
            if (!await blobs.Announce(claim.Key, stopping)) await processing.GiveUp(claim.PhotoId, ProcessingFailureCode.Internal, CancellationToken.None);
        }
        return true;
    }
}
