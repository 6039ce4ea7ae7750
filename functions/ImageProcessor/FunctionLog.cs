using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PhotoShare.ImageProcessor;

/// <summary>What the function has to say, a line of JSON each, with the ids of its trace; the server writes lines of the same form.</summary>
static class FunctionLog
{
    public static void Write(string level, string message) => Console.WriteLine(Line(level, message, null));

    public static void WriteError(string message) => Console.Error.WriteLine(Line("Error", message, null));

    public static void WriteError(Exception fault) => Console.Error.WriteLine(Line("Error", fault.Message, fault.ToString()));

    static string Line(string level, string message, string? exception) =>
        JsonSerializer.Serialize(new LogLine(DateTime.UtcNow, level, message, exception, FunctionTrace.TraceId, FunctionTrace.SpanId), LogJson.Readable.LogLine);

    internal sealed record LogLine(
        DateTime Timestamp, string Level, string Message, string? Exception,
        [property: JsonPropertyName("trace_id")] string? TraceId,
        [property: JsonPropertyName("span_id")] string? SpanId);
}

[JsonSerializable(typeof(FunctionLog.LogLine))]
sealed partial class LogJson : JsonSerializerContext
{
    /// <summary>A log is no HTML: what that would need escaped stays as it is.</summary>
    public static LogJson Readable { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
