using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PhotoShare.Web;

/// <summary>
/// Traces, metrics and logs by OTLP to where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says, as OpenTelemetry's other variables say; without it
/// nothing is gathered. What somebody wrote or sent is in none of them.
/// </summary>
static class Telemetry
{
    const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    const string ServiceName = "photoshare";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[Endpoint])) return;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(ServiceName, serviceVersion: typeof(Telemetry).Assembly.GetName().Version!.ToString(3)))
            // Watchers ask every few seconds and would bury what people do.
            .WithTracing(traces => traces.AddAspNetCoreInstrumentation(web => web.Filter = http => !http.Request.Path.StartsWithSegments("/health")).AddSource(DatabaseSetup.Telemetry))
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddMeter(DatabaseSetup.Telemetry))
            .WithLogging()
            .UseOtlpExporter();
    }
}
