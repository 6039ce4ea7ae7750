using Amazon.CDK.AWS.CloudWatch;
using Constructs;

namespace PhotoShare.Cloud;

static class PhotosDashboard
{
    /// <summary>What the image function says of a photo that went well; every other outcome is a code of failure.</summary>
    const string Ready = "Ready";

    public static Dashboard On(Construct scope, Names names, Metrics metrics) => Board.Of(scope, "Photos", $"{names.Name}-photos", "Is anybody losing photos?",
        [
            Board.Graph("From upload to ready", "s", 3, Metrics.Each(MetricNames.PhotoReadyDuration, "p50"), Metrics.Each(MetricNames.PhotoReadyDuration, "p99")),
            Board.Graph("The one that has waited longest", "s", 3, Metrics.OfAll("MAX", MetricNames.PhotoQueueAge, "age")),
            Board.Graph("Waiting", "photos", 3, Metrics.OfAll("MAX", MetricNames.PhotoQueueLength, "photos")),
        ],
        [
            Board.Graph("Failed, by code", "a minute", 3, Metrics.Each(MetricNames.PhotosFailed, "Sum")),
            Board.Graph("Image function", "a minute", 3, metrics.Function("Invocations", "Sum", "called"), metrics.Function("Errors", "Sum", "failed"), metrics.Function("Throttles", "Sum", "put off")),
            Board.Graph("Image function: at once", "", 3, metrics.Function("ConcurrentExecutions", "Maximum")),
        ],
        [
            Board.Graph("Image function: for a photo", "ms", 3, Metrics.Images(MetricNames.FunctionDuration, "p50", Ready), Metrics.Images(MetricNames.FunctionDuration, "p99", Ready)),
            Board.Graph("Image function: events wait", "ms", 3, metrics.Function("AsyncEventAge", "Maximum")),
            Board.Graph("Size of originals", "bytes", 3, Metrics.Images(MetricNames.FunctionOriginalBytes, "Average", Ready)),
        ],
        [
            Board.Graph("Answers wait", "s", 3,
                Metrics.Queue(metrics.Queues.Results, "ApproximateAgeOfOldestMessage", "Maximum", "results"), Metrics.Queue(metrics.Queues.Failures, "ApproximateAgeOfOldestMessage", "Maximum", "failures")),
            Board.Graph("Answers nobody could read", "messages", 3,
                Metrics.Queue(metrics.Queues.DeadResults, "ApproximateNumberOfMessagesVisible", "Maximum", "results"), Metrics.Queue(metrics.Queues.DeadFailures, "ApproximateNumberOfMessagesVisible", "Maximum", "failures")),
            Board.Graph("Stored", "bytes", 3, Metrics.OfAll("MAX", MetricNames.StorageBytes, "originals and renditions")),
        ]);
}
