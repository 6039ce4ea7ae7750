namespace PhotoShare.Cloud;

/// <summary>
/// What metrics are called: those of the server (its <c>Telemetry/MetricNames.cs</c>) and of the image function (<c>FunctionMetricNames</c>), which
/// this project does not refer to; a test holds them equal. And those of the host, as its agent names them.
/// </summary>
public static class MetricNames
{
    public const string Namespace = "PhotoShare";

    public const string OperationDuration = "photoshare.graphql.operation.duration";
    public const string GraphErrors = "photoshare.graphql.errors";
    public const string CostRefusals = "photoshare.graphql.cost.refusals";
    public const string Subscribers = "photoshare.subscribers";
    public const string PhotoReadyDuration = "photoshare.photo.ready.duration";
    public const string PhotosFailed = "photoshare.photos.failed";
    public const string PhotoQueueAge = "photoshare.photo.queue.age";
    public const string PhotoQueueLength = "photoshare.photo.queue.length";
    public const string KmsErrors = "photoshare.kms.errors";
    public const string StoreErrors = "photoshare.store.errors";
    public const string ActivePeople = "photoshare.active.people";
    public const string StorageBytes = "photoshare.storage.bytes";

    public const string FunctionDuration = "PhotoDuration";
    public const string FunctionOriginalBytes = "PhotoOriginalBytes";
    public const string FunctionOutcome = "Outcome";

    public const string MemoryUsed = "mem_used_percent";
    public const string DiskUsed = "disk_used_percent";

    /// <summary>Of the server, by OTLP.</summary>
    public static IReadOnlyList<string> OfServer { get; } =
    [
        OperationDuration, GraphErrors, CostRefusals, Subscribers, PhotoReadyDuration, PhotosFailed, PhotoQueueAge, PhotoQueueLength, KmsErrors, StoreErrors, ActivePeople, StorageBytes,
    ];

    /// <summary>Of the image function, in lines of its log.</summary>
    public static IReadOnlyList<string> OfFunction { get; } = [FunctionDuration, FunctionOriginalBytes];

    /// <summary>Of the host, by the CloudWatch agent.</summary>
    public static IReadOnlyList<string> OfHost { get; } = [MemoryUsed, DiskUsed];
}
