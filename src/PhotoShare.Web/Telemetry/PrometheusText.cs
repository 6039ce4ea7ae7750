using System.Globalization;
using System.Text;
using OpenTelemetry.Metrics;

namespace PhotoShare.Web;

/// <summary>
/// Prometheus' text format, version 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format), with names as
/// OpenTelemetry translates them (https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/), so that a dashboard
/// reads the same from here and from a collector.
/// </summary>
sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>By the name of the family: its lines stand together even where several meters have one of this name.</summary>
    readonly Dictionary<string, StringBuilder> families = new(StringComparer.Ordinal);

    public void Add(Metric metric)
    {
        var type = metric.MetricType switch
        {
            MetricType.LongSum or MetricType.DoubleSum => "counter",
            MetricType.Histogram => "histogram",
            MetricType.ExponentialHistogram => null, // has no form in this version
            _ => "gauge",
        };
        if (type is null) return;
        var name = NameOf(metric.Name, metric.Unit, type == "counter");
        if (!families.TryGetValue(name, out var lines))
        {
            lines = families[name] = new();
            if (metric.Description is { Length: > 0 } help) lines.Append("# HELP ").Append(name).Append(' ').Append(help.Replace("\\", @"\\", StringComparison.Ordinal).ReplaceLineEndings(" ")).Append('\n');
            lines.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        }
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var labels = Labels(point);
            if (type == "histogram") Histogram(lines, name, labels, point);
            else Line(lines, name, labels, ValueOf(metric.MetricType, point));
        }
    }

    public override string ToString() => string.Concat(families.OrderBy(family => family.Key, StringComparer.Ordinal).Select(family => family.Value.ToString()));

    static void Histogram(StringBuilder lines, string name, string labels, in MetricPoint point)
    {
        long below = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            below += bucket.BucketCount;
            var bound = double.IsPositiveInfinity(bucket.ExplicitBound) ? "+Inf" : Number(bucket.ExplicitBound);
            Line(lines, $"{name}_bucket", $"{labels}{(labels.Length > 0 ? "," : "")}le=\"{bound}\"", below);
        }
        Line(lines, $"{name}_sum", labels, point.GetHistogramSum());
        Line(lines, $"{name}_count", labels, point.GetHistogramCount());
    }

    static void Line(StringBuilder lines, string name, string labels, double value)
    {
        lines.Append(name);
        if (labels.Length > 0) lines.Append('{').Append(labels).Append('}');
        lines.Append(' ').Append(Number(value)).Append('\n');
    }

    static double ValueOf(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        _ => point.GetGaugeLastValueDouble(),
    };

    static string Labels(in MetricPoint point)
    {
        var labels = new StringBuilder();
        foreach (var (key, value) in point.Tags)
        {
            if (labels.Length > 0) labels.Append(',');
            labels.Append(Word(key)).Append("=\"").Append(Quoted(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")).Append('"');
        }
        return labels.ToString();
    }

    internal static string NameOf(string name, string? unit, bool isCounter)
    {
        var word = Word(name);
        var suffix = unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            "%" => "_percent",
            _ => "",
        };
        if (!word.EndsWith(suffix, StringComparison.Ordinal)) word += suffix;
        return isCounter && !word.EndsWith("_total", StringComparison.Ordinal) ? $"{word}_total" : word;
    }

    static string Word(string name) => string.Create(name.Length, name, (word, from) =>
    {
        for (var i = 0; i < word.Length; i++) word[i] = char.IsAsciiLetterOrDigit(from[i]) ? from[i] : '_';
    });

    static string Quoted(string value) => value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
