using PhotoShare.Media;

namespace PhotoShare;

/// <summary>
/// What the servers' own metrics are called (OpenTelemetry's names), for who records, draws or watches them. Prometheus has them with its
/// own spelling: <c>photoshare_graphql_operation_duration_seconds</c>, <c>photoshare_graphql_errors_total</c>.
/// </summary>
public static class MetricNames
{
    /// <summary>The name of the meter, and of the source of our traces.</summary>
    public const string Meter = FaultMetrics.Meter;

    /// <summary>A histogram in seconds, of each operation (of a subscription until it listens), by <see cref="OperationName"/>, <see cref="OperationType"/> and <see cref="Outcome"/>.</summary>
    public const string OperationDuration = "photoshare.graphql.operation.duration";

    /// <summary>Errors in answers, by <see cref="Code"/>.</summary>
    public const string GraphErrors = "photoshare.graphql.errors";

    /// <summary>Operations that cost too much or that the caller's budget had not enough for, by <see cref="Code"/>.</summary>
    public const string CostRefusals = "photoshare.graphql.cost.refusals";

    /// <summary>Subscriptions that listen now, by <see cref="Field"/>.</summary>
    public const string Subscribers = "photoshare.subscribers";

    /// <summary>A histogram in seconds, from a photo's last byte to ready.</summary>
    public const string PhotoReadyDuration = "photoshare.photo.ready.duration";

    /// <summary>Photos that could not be processed, by <see cref="Code"/>.</summary>
    public const string PhotosFailed = "photoshare.photos.failed";

    /// <summary>Seconds that the photo has waited which waits longest; 0 when none does.</summary>
    public const string PhotoQueueAge = "photoshare.photo.queue.age";

    /// <summary>Photos that wait for the image function or are under it.</summary>
    public const string PhotoQueueLength = "photoshare.photo.queue.length";

    /// <summary>Requests that KMS refused or left without an answer, by <see cref="Operation"/>.</summary>
    public const string KmsErrors = FaultMetrics.KmsErrors;

    /// <summary>Requests that the S3 store refused or left without an answer, by <see cref="Operation"/>.</summary>
    public const string StoreErrors = FaultMetrics.StoreErrors;

    /// <summary>People who were here today (UTC).</summary>
    public const string ActivePeople = "photoshare.active.people";

    /// <summary>Bytes of originals and renditions.</summary>
    public const string StorageBytes = "photoshare.storage.bytes";

    /// <summary>An attribute: the name of a trusted document, or <see cref="OtherOperation"/>; a name that a client made up is never one.</summary>
    public const string OperationName = "graphql.operation.name";

    /// <summary>Stands for the names of all documents that are not trusted ones.</summary>
    public const string OtherOperation = "other";

    /// <summary>An attribute: <c>query</c>, <c>mutation</c> or <c>subscription</c>; not there when a document could not be read.</summary>
    public const string OperationType = "graphql.operation.type";

    /// <summary>An attribute: <c>ok</c>, <c>error</c> (answered, with errors), <c>refused</c> (not executed) or <c>cancelled</c>.</summary>
    public const string Outcome = "outcome";

    /// <summary>An attribute: what went wrong, by the code that clients are told.</summary>
    public const string Code = "code";

    /// <summary>An attribute: a field of <c>Subscription</c>.</summary>
    public const string Field = "field";

    /// <summary>An attribute: what was asked of a service, e.g. <c>Unwrap</c>.</summary>
    public const string Operation = FaultMetrics.Operation;

    /// <summary>All metrics.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        OperationDuration, GraphErrors, CostRefusals, Subscribers, PhotoReadyDuration, PhotosFailed, PhotoQueueAge, PhotoQueueLength, KmsErrors, StoreErrors, ActivePeople, StorageBytes,
    ];
}
