using System.Collections.Concurrent;
using System.Diagnostics;
using Amazon.Runtime.Telemetry;
using Amazon.Runtime.Telemetry.Tracing;

namespace PhotoShare.Web;

/// <summary>
/// The AWS SDK's own spans as .NET's: it tells of each request to S3, KMS and SQS and what they consist of, but to nobody unless somebody
/// is named. Its sources are called by its scopes, such as <c>AWSSDK.S3</c>.
/// </summary>
sealed class AwsTraces : TracerProvider
{
    public static readonly AwsTraces Instance = new();

    /// <summary>All of them, as OpenTelemetry takes a pattern.</summary>
    public const string Sources = $"{TelemetryConstants.TelemetryScopePrefix}*";

    readonly ConcurrentDictionary<string, Source> sources = new(StringComparer.Ordinal);

    public override Tracer GetTracer(string scope) => sources.GetOrAdd(scope, name => new Source(new ActivitySource(name)));

    sealed class Source(ActivitySource source) : Tracer
    {
        public override TraceSpan CreateSpan(string name, Attributes? initialAttributes = null, SpanKind spanKind = SpanKind.INTERNAL, SpanContext? parentContext = null)
        {
            var span = new Span(source.StartActivity(name, KindOf(spanKind)));
            foreach (var (key, value) in initialAttributes?.AllAttributes ?? []) span.SetAttribute(key, value);
            return span;
        }

        static ActivityKind KindOf(SpanKind kind) => kind switch
        {
            SpanKind.CLIENT => ActivityKind.Client,
            SpanKind.SERVER => ActivityKind.Server,
            SpanKind.PRODUCER => ActivityKind.Producer,
            SpanKind.CONSUMER => ActivityKind.Consumer,
            _ => ActivityKind.Internal,
        };
    }

    /// <param name="activity"><c>null</c> where nobody gathers it.</param>
    sealed class Span(Activity? activity) : TraceSpan
    {
        public override void SetAttribute(string key, object value) => activity?.SetTag(key, value);

        public override void SetStatus(SpanStatus status) => activity?.SetStatus(status switch
        {
            SpanStatus.OK => ActivityStatusCode.Ok,
            SpanStatus.ERROR => ActivityStatusCode.Error,
            _ => ActivityStatusCode.Unset,
        });

        public override void EmitEvent(string name, Attributes? attributes = null) => activity?.AddEvent(new ActivityEvent(name));

        /// <summary>By its type alone: its words may be anybody's.</summary>
        public override void RecordException(Exception exception, Attributes? attributes = null) =>
            activity?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", exception.GetType().FullName);

        public override void End() => activity?.Dispose();

        protected override void Dispose(bool disposing)
        {
            if (disposing) End();
            base.Dispose(disposing);
        }
    }
}
