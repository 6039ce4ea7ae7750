using System.Text.Json;
using Amazon.SQS;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>What makes renditions of photos: a process here, or a Lambda whose answers come by queues.</summary>
static class FunctionChecks
{
    /// <summary>A PNG of 32 × 32 pixels of one colour.</summary>
    static readonly byte[] Tiny = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAKklEQVR42mMI7dhNU8QwasGoBaMWjFowasGoBaMWjFowasGoBaMWDBULALfaYFt0rNcZAAAAAElFTkSuQmCC");

    public static async Task<string> Function(IServiceProvider services, CancellationToken ct)
    {
        var processing = services.GetRequiredService<Settings>().Processing;
        if (processing.ResultsQueue is not { } results) return await Processed(services, ct);
        await Reach(results, ct);
        if (processing.FailuresQueue is not { } failures) throw new OperatorException("PhotoShare:Processing:FailuresQueue is not set, so a photo on which the Lambda fails waits for the sweep. Name it beside ResultsQueue.");
        await Reach(failures, ct);
        return "both queues of the Lambda can be read";
    }

    static async Task Reach(Uri queue, CancellationToken ct)
    {
        try
        {
            using var queues = new AmazonSQSClient(new AmazonSQSConfig { Timeout = TimeSpan.FromSeconds(5), MaxErrorRetry = 1 });
            await queues.GetQueueAttributesAsync(queue.ToString(), ["ApproximateNumberOfMessages"], ct);
        }
        catch (Exception refused) when (refused is not OperationCanceledException)
        {
            throw new OperatorException($"The queue {queue} can't be read: {refused.Message.TrimEnd('.')}. Check PhotoShare:Processing and that this role may sqs:GetQueueAttributes, ReceiveMessage and DeleteMessage.", refused);
        }
    }

    /// <summary>A photo of nobody's, through a process of its own and the store.</summary>
    static async Task<string> Processed(IServiceProvider services, CancellationToken ct)
    {
        var blobs = services.GetRequiredService<IBlobStore>();
        var photo = Guid.NewGuid();
        var original = BlobKeys.Original(photo);
        await using var host = ActivatorUtilities.CreateInstance<FunctionHost>(services);
        try
        {
            await host.Start(ct);
            await blobs.Put(original, new MemoryStream(Tiny), "image/png", ct);
            var function = await host.Slots[0].Warm(ct);
            var answer = await function.Invoke(S3Event.Created(services.GetRequiredService<Settings>(), original, Tiny.Length), ct);
            var result = JsonSerializer.Deserialize(answer, MediaJson.Default.ProcessingResult);
            return result?.Image is { } image
                ? $"made {image.Renditions.Count} renditions of a photo of {image.Width} × {image.Height} pixels"
                : throw new OperatorException($"The image function refused a sound photo: {result?.Failure?.Message} Check the folder function beside this program.");
        }
        catch (FunctionFailed failed)
        {
            throw new OperatorException($"The image function failed: {failed.Message.TrimEnd('.')}. Check the folder function beside this program and PhotoShare:Processing (MaxMemory, Timeout).", failed);
        }
        finally
        {
            await blobs.Delete(original, CancellationToken.None);
            await blobs.DeleteAll(BlobKeys.Renditions(photo), CancellationToken.None);
        }
    }
}
