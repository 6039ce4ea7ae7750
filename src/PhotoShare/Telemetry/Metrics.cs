using System.Diagnostics;
using System.Diagnostics.Metrics;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>The metrics that are recorded where something happens. <see cref="MetricNames"/> says what they are.</summary>
public sealed class Metrics
{
    /// <summary>In seconds: what OpenTelemetry's conventions give durations of requests.</summary>
    static readonly InstrumentAdvice<double> OfRequests = new() { HistogramBucketBoundaries = [.005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10] };

    /// <summary>In seconds: a photo takes a fraction of one, and an hour behind a long queue.</summary>
    static readonly InstrumentAdvice<double> OfPhotos = new() { HistogramBucketBoundaries = [.25, .5, 1, 2, 3, 5, 10, 20, 30, 60, 120, 300, 900, 3600] };

    readonly Histogram<double> operations;
    readonly Counter<long> errors;
    readonly Counter<long> costRefusals;
    readonly UpDownCounter<long> subscribers;
    readonly Histogram<double> ready;
    readonly Counter<long> failed;

    public Metrics(IMeterFactory meters)
    {
        var meter = meters.Create(MetricNames.Meter);
        operations = meter.CreateHistogram(MetricNames.OperationDuration, "s", "How long GraphQL operations took.", tags: null, OfRequests);
        errors = meter.CreateCounter<long>(MetricNames.GraphErrors, "{error}", "Errors in answers of the graph.");
        costRefusals = meter.CreateCounter<long>(MetricNames.CostRefusals, "{operation}", "Operations that were refused for their cost.");
        subscribers = meter.CreateUpDownCounter<long>(MetricNames.Subscribers, "{subscription}", "Subscriptions that listen.");
        ready = meter.CreateHistogram(MetricNames.PhotoReadyDuration, "s", "From a photo's last byte to ready.", tags: null, OfPhotos);
        failed = meter.CreateCounter<long>(MetricNames.PhotosFailed, "{photo}", "Photos that could not be processed.");
    }

    /// <param name="name">Of a trusted document; <c>null</c> for any other.</param>
    /// <param name="type"><c>null</c> when the document could not be read.</param>
    public void CountOperation(string? name, string? type, string outcome, TimeSpan took)
    {
        var tags = new TagList { { MetricNames.OperationName, name ?? MetricNames.OtherOperation }, { MetricNames.Outcome, outcome } };
        if (type is not null) tags.Add(MetricNames.OperationType, type);
        operations.Record(took.TotalSeconds, tags);
    }

    public void CountError(string code) => errors.Add(1, Tag(MetricNames.Code, code));

    public void CountCostRefusal(string code) => costRefusals.Add(1, Tag(MetricNames.Code, code));

    public void CountSubscriber(string field, int more) => subscribers.Add(more, Tag(MetricNames.Field, field));

    public void CountReady(TimeSpan took) => ready.Record(took.TotalSeconds);

    public void CountFailed(ProcessingFailureCode code) => failed.Add(1, Tag(MetricNames.Code, code.ToString()));

    static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
