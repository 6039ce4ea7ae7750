namespace PhotoShare.Cloud;

/// <summary>Whether anybody is losing photos.</summary>
static class PhotoAlarms
{
    /// <summary>Seconds. A photo is ready after a few.</summary>
    const double Slow = 300;

    public static void Raise(AlarmBoard alarms, Metrics metrics)
    {
        alarms.Above("FunctionErrors", metrics.Function("Errors", "Sum"), 0, 5, "The image function fails on its own account for five minutes. Its log says why; the photos are tried again.");
        alarms.Above("FunctionThrottles", metrics.Function("Throttles", "Sum"), 0, 10, "More photos come than the function may process at once: raise functionConcurrency.");
        alarms.Above("FunctionAge", metrics.Function("AsyncEventAge", "Maximum"), Slow * 1000, 5, "Photos wait for minutes before the function gets to them: raise functionConcurrency.");
        alarms.Above("DroppedEvents", metrics.Function("AsyncEventsDropped", "Sum"), 0, 1, "Lambda gave up events. The servers have the store announce those photos again.");
        alarms.Above("LostAnswers", metrics.Function("DestinationDeliveryFailures", "Sum"), 0, 1, "Answers of the function did not reach their queue: check the queue's key and the role's permissions.");
        alarms.Above("ResultsAge", Metrics.Queue(metrics.Queues.Results, "ApproximateAgeOfOldestMessage", "Maximum"), Slow, 5, "Answers wait and no server takes them: photos are processed and do not become ready.", felt: true);
        alarms.Above("FailuresAge", Metrics.Queue(metrics.Queues.Failures, "ApproximateAgeOfOldestMessage", "Maximum"), Slow, 5, "Failures wait and no server takes them: people are not told.");
        alarms.Above("DeadResults", Metrics.Queue(metrics.Queues.DeadResults, "ApproximateNumberOfMessagesVisible", "Maximum"), 0, 1, "No server could read an answer of the function. Look at it, then move it back (sqs start-message-move-task).");
        alarms.Above("DeadFailures", Metrics.Queue(metrics.Queues.DeadFailures, "ApproximateNumberOfMessagesVisible", "Maximum"), 0, 1, "No server could read a failure of the function. Look at it, then move it back (sqs start-message-move-task).");
        alarms.Above("PhotoQueueAge", Metrics.OfAll("MAX", MetricNames.PhotoQueueAge), Slow, 5, "A photo has waited for minutes since it was uploaded.", felt: true);
        alarms.Above("PhotosFailed", Metrics.OfAll("SUM", MetricNames.PhotosFailed), 20, 15, "Photos fail again and again; the dashboard of photos says with which code.");
    }
}
