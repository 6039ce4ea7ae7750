using System.Diagnostics;

namespace PhotoShare.Media;

/// <summary>
/// A trace's context on its way through Lambda, in X-Ray's form
/// (https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader):
/// <c>Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1</c>. Its root is W3C's trace id, whose first 8 digits stand apart.
/// </summary>
public static class TraceHeader
{
    /// <summary>The header for what is done under this context.</summary>
    public static string Write(ActivityContext context)
    {
        var trace = context.TraceId.ToHexString();
        return $"Root=1-{trace[..8]}-{trace[8..]};Parent={context.SpanId.ToHexString()};Sampled={(context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? 1 : 0)}";
    }

    /// <summary>
    /// The context in a header; a header without a <c>Parent</c>, as Lambda gives it for what nobody else traces, has an empty span id.
    /// <c>null</c> when there is none, or it can't be read.
    /// </summary>
    public static ActivityContext? Read(string? header)
    {
        var fields = (header ?? "").Split(';').Select(field => field.Split('=', 2)).Where(field => field.Length == 2)
            .DistinctBy(field => field[0]).ToDictionary(field => field[0].Trim(), field => field[1].Trim());
        if (fields.GetValueOrDefault("Root")?.Split('-') is not ["1", { Length: 8 } seconds, { Length: 24 } random] || !IsHex(seconds + random)) return null;
        var parent = fields.GetValueOrDefault("Parent") is { Length: 16 } id && IsHex(id) ? ActivitySpanId.CreateFromString(id) : default;
        return new ActivityContext(ActivityTraceId.CreateFromString(seconds + random), parent, fields.GetValueOrDefault("Sampled") == "1" ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None, isRemote: true);
    }

    static bool IsHex(string text) => text.All(char.IsAsciiHexDigitLower);
}
