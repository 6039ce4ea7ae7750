using System.Diagnostics;

namespace PhotoShare;

/// <summary>The source of our own spans. It stands beside those of ASP.NET Core, PostgreSQL's client and the AWS SDK.</summary>
public static class Tracing
{
    public static readonly ActivitySource Source = new(MetricNames.Meter);

    /// <summary>W3C's <c>traceparent</c> of what is done here, for a row to keep; <c>null</c> where there is none, as when a client sent an id of another form.</summary>
    public static string? Parent => Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current.Id : null;

    /// <summary>
    /// A span of work that goes on with what a request began some time ago, in that request's trace: the one that a row keeps. What is traced
    /// here already is linked to it, or contains it where it is the same trace. There is a span also where nobody gathers any, so that
    /// log lines have its trace id.
    /// </summary>
    /// <param name="traceParent">W3C's <c>traceparent</c>; <c>null</c> or unreadable begins a trace of its own.</param>
    public static Activity Continue(string name, ActivityKind kind, string? traceParent)
    {
        var current = Activity.Current;
        var remote = ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent);
        if (!remote || current?.TraceId == parent.TraceId) return Source.StartActivity(name, kind) ?? new Activity(name).Start();

        ActivityLink[] links = current is null ? [] : [new ActivityLink(current.Context)];
        return Source.StartActivity(kind, parent, links: links, name: name)
            ?? new Activity(name).SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags).Start();
    }

    /// <summary>
    /// A span that begins a trace of its own, linked to what is traced here: for a piece of work within something that lasts for hours, such as
    /// a WebSocket. <c>null</c> when nobody gathers spans.
    /// </summary>
    public static Activity? Begin(string name, ActivityKind kind)
    {
        if (!Source.HasListeners()) return null;
        ActivityLink[] links = Activity.Current is { } current ? [new ActivityLink(current.Context)] : [];
        Activity.Current = null;
        return Source.StartActivity(kind, parentContext: default, links: links, name: name);
    }
}
