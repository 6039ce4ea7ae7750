using System.Buffers;
using System.Text;
using System.Text.Json;
using GraphQL;

namespace PhotoShare.Web;

/// <summary>Server-sent events as graphql-sse frames them. With an operation id, for a stream that many operations share.</summary>
sealed class EventFrames(ResultWriter writer)
{
    /// <summary>A comment: opens the response in browsers that wait for a first byte, and keeps proxies from closing a quiet one.</summary>
    public static readonly ReadOnlyMemory<byte> KeepAlive = ":\n\n"u8.ToArray();

    public ReadOnlyMemory<byte> Next(ExecutionResult result, string? operationId)
    {
        var frame = new ArrayBufferWriter<byte>(1024);
        frame.Write("event: next\ndata: "u8);
        using (var json = new Utf8JsonWriter(frame, ResultWriter.Options))
        {
            if (operationId is not null)
            {
                json.WriteStartObject();
                json.WriteString("id", operationId);
                json.WritePropertyName("payload");
            }
            writer.Write(json, result);
            if (operationId is not null) json.WriteEndObject();
        }
        frame.Write("\n\n"u8);
        return frame.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> Complete(string? operationId) =>
        Encoding.UTF8.GetBytes($"event: complete\ndata: {(operationId is null ? "" : $"{{\"id\":{JsonSerializer.Serialize(operationId)}}}")}\n\n");
}
