using System.Collections.Concurrent;
using System.Diagnostics;

namespace PhotoShare.Tests;

/// <summary>A trace of a test's own, and all spans of this process that end in it or are linked to it.</summary>
sealed class SpanWatch : IDisposable
{
    readonly ConcurrentQueue<Activity> spans = new();
    readonly ConcurrentQueue<string> begun = new();
    readonly ActivityListener listener;
    readonly Activity trace;

    public SpanWatch()
    {
        trace = new Activity("a test").SetIdFormat(ActivityIdFormat.W3C);
        trace.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        trace.Start();
        listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = span =>
            {
                if (span.TraceId == trace.TraceId) begun.Enqueue(span.OperationName);
            },
            ActivityStopped = span =>
            {
                if (span.TraceId == trace.TraceId || span.Links.Any(link => link.Context.TraceId == trace.TraceId)) spans.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    public string TraceId => trace.TraceId.ToHexString();

    public IReadOnlyList<Activity> Spans => [.. spans];

    public IEnumerable<Activity> Of(string source) => spans.Where(span => span.Source.Name == source);

    /// <summary>When a span of this kind of work has begun.</summary>
    public Task Begun(string operation) => Eventually.Becomes(() => Task.FromResult(begun.Contains(operation)), has => has, $"{operation} began");

    /// <summary>The span of our own with this name, once it has ended.</summary>
    public Task<Activity> Ended(string name) => Eventually.Becomes(
        () => Task.FromResult(Of("PhotoShare").FirstOrDefault(span => span.DisplayName == name)!), span => span is not null, $"the span {name} ended among {string.Join(", ", spans.Select(span => span.DisplayName))}");

    public void Dispose()
    {
        listener.Dispose();
        trace.Dispose();
    }
}
