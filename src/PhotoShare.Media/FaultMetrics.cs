using System.Diagnostics.Metrics;

namespace PhotoShare.Media;

/// <summary>Counts the requests that KMS and the S3 store refused or left without an answer. The names are listed with all others in <c>MetricNames</c>.</summary>
public static class FaultMetrics
{
    public const string Meter = "PhotoShare";
    public const string KmsErrors = "photoshare.kms.errors";
    public const string StoreErrors = "photoshare.store.errors";

    /// <summary>An attribute: what was asked, e.g. <c>Unwrap</c> or <c>Put</c>.</summary>
    public const string Operation = "operation";

    static readonly Meter Faults = new(Meter);
    static readonly Counter<long> Kms = Faults.CreateCounter<long>(KmsErrors, "{error}", "Requests that KMS refused or left without an answer.");
    static readonly Counter<long> Store = Faults.CreateCounter<long>(StoreErrors, "{error}", "Requests that the store refused or left without an answer.");

    internal static void CountKms(string operation) => Kms.Add(1, new KeyValuePair<string, object?>(Operation, operation));

    internal static void CountStore(string operation) => Store.Add(1, new KeyValuePair<string, object?>(Operation, operation));
}
