using Amazon;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PhotoShare.Web;

/// <summary>
/// Metrics for <c>/metrics</c> always, and traces, metrics and logs by OTLP to where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says, as
/// OpenTelemetry's other variables say. What somebody wrote or sent is in none of them.
/// </summary>
static class Telemetry
{
    const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    const string Sampler = "OTEL_TRACES_SAMPLER";
    const string ServiceName = "photoshare";

    /// <summary>Watchers ask every few seconds and would bury what people do.</summary>
    static readonly PathString[] Untraced = ["/health", MetricsDoor.Path];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PrometheusExporter>();
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(ServiceName, serviceVersion: typeof(Telemetry).Assembly.GetName().Version!.ToString(3)))
            .WithMetrics(metrics => metrics
                .AddMeter(MetricNames.Meter, DatabaseSetup.Telemetry)
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddReader(services => new BaseExportingMetricReader(services.GetRequiredService<PrometheusExporter>())));
        if (string.IsNullOrEmpty(builder.Configuration[Endpoint])) return;
        AWSConfigs.TelemetryProvider.RegisterTracerProvider(AwsTraces.Instance);
        telemetry.WithTracing(traces => builder.Choose(traces)).WithLogging().UseOtlpExporter();
    }

    static void Choose(this WebApplicationBuilder builder, TracerProviderBuilder traces)
    {
        traces.AddSource(MetricNames.Meter, DatabaseSetup.Telemetry, AwsTraces.Sources)
            .AddAspNetCoreInstrumentation(web =>
            {
                web.Filter = http => !Array.Exists(Untraced, path => http.Request.Path.StartsWithSegments(path));
                // The address of a profile or a post names somebody: the pattern of the door says enough.
                web.EnrichWithHttpResponse = (span, response) => span.SetTag("url.path", (response.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText);
            });
        if (string.IsNullOrEmpty(builder.Configuration[Sampler])) traces.SetSampler(new ParentBasedSampler(new WorkSampler()));
    }

    /// <summary>A statement or a call that belongs to no request and no job, as when a worker looks for work every few seconds, tells nothing and would bury the rest.</summary>
    sealed class WorkSampler : OpenTelemetry.Trace.Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
            new(samplingParameters.Kind == System.Diagnostics.ActivityKind.Client ? SamplingDecision.Drop : SamplingDecision.RecordAndSample);
    }
}
