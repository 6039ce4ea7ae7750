using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace PhotoShare.Web;

/// <summary>What OpenTelemetry's SDK has gathered, in Prometheus' text format at the moment that it is asked for.</summary>
[ExportModes(ExportModes.Pull)]
sealed class PrometheusExporter : BaseExporter<Metric>, IPullMetricExporter
{
    /// <summary>Milliseconds that gathering may take.</summary>
    const int Patience = 5_000;

    readonly Lock gate = new();
    string text = "";

    /// <summary>Set by the SDK.</summary>
    public Func<int, bool>? Collect { get; set; }

    /// <summary>All metrics as of now.</summary>
    public string Read()
    {
        lock (gate)
            return Collect?.Invoke(Patience) == true ? text : throw new InvalidOperationException("The metrics could not be gathered.");
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        var written = new PrometheusText();
        foreach (var metric in batch) written.Add(metric);
        text = written.ToString();
        return ExportResult.Success;
    }
}
