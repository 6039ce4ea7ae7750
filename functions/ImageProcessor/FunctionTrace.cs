using System.Diagnostics;
using PhotoShare.Media;

namespace PhotoShare.ImageProcessor;

/// <summary>The trace of the invocation in hand, of which there is one at a time. The run has a span id of its own in it.</summary>
static class FunctionTrace
{
    static ActivityContext? run;

    /// <summary>What log lines call the trace; <c>null</c> outside of an invocation, or where who called gave none.</summary>
    public static string? TraceId => run?.TraceId.ToHexString();

    public static string? SpanId => run?.SpanId.ToHexString();

    /// <summary>As W3C writes it, for the answer.</summary>
    public static string? TraceParent => run is { } here ? $"00-{TraceId}-{SpanId}-{(int)here.TraceFlags:x2}" : null;

    /// <param name="header">In X-Ray's form, as the Runtime API gives it.</param>
    public static void Begin(string? header) =>
        run = TraceHeader.Read(header) is { } caller ? new ActivityContext(caller.TraceId, ActivitySpanId.CreateRandom(), caller.TraceFlags) : null;
}
