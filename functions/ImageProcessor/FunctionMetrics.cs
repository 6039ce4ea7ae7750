using System.Text.Json;
using System.Text.Json.Serialization;
using PhotoShare.Media;

namespace PhotoShare.ImageProcessor;

/// <summary>
/// A line in CloudWatch's embedded metric format, from which it makes metrics without being asked
/// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
/// </summary>
static class FunctionMetrics
{
    static readonly Directive[] Directives =
    [
        new(FunctionMetricNames.Namespace, [[FunctionMetricNames.Outcome]], [new(FunctionMetricNames.Duration, "Milliseconds"), new(FunctionMetricNames.OriginalBytes, "Bytes")]),
    ];

    /// <summary>Says how a photo ended, how long it took and how large it was; the count of either is the count of photos.</summary>
    public static void Write(ProcessingResult result, TimeSpan took)
    {
        var line = new Line(
            new(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), Directives),
            result.Failure?.Code.ToString() ?? "Ready", Math.Round(took.TotalMilliseconds), result.Image?.ByteSize ?? 0, result.Key, FunctionTrace.TraceId, FunctionTrace.SpanId);
        Console.WriteLine(JsonSerializer.Serialize(line, MetricJson.Default.Line));
    }

    internal sealed record Line(
        [property: JsonPropertyName("_aws")] Header Header,
        [property: JsonPropertyName(FunctionMetricNames.Outcome)] string Outcome,
        [property: JsonPropertyName(FunctionMetricNames.Duration)] double Duration,
        [property: JsonPropertyName(FunctionMetricNames.OriginalBytes)] long OriginalBytes,
        string Key,
        [property: JsonPropertyName("trace_id"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TraceId,
        [property: JsonPropertyName("span_id"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SpanId);

    internal sealed record Header(long Timestamp, Directive[] CloudWatchMetrics);

    internal sealed record Directive(string Namespace, string[][] Dimensions, Metric[] Metrics);

    internal sealed record Metric(string Name, string Unit);
}

[JsonSerializable(typeof(FunctionMetrics.Line))]
sealed partial class MetricJson : JsonSerializerContext;
