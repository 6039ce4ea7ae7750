using System.Buffers;
using System.Text.Json;
using GraphQL;

namespace PhotoShare.Web;

/// <summary>One message of a client under graphql-transport-ws.</summary>
/// <param name="Payload">Its JSON; <c>null</c> when there is none.</param>
readonly record struct SocketMessage(string Type, string? Id, ReadOnlyMemory<byte>? Payload)
{
    /// <summary>Throws <see cref="JsonException"/> for anything that is no such message.</summary>
    public static SocketMessage Parse(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || Text(root, "type") is not { } type) throw new JsonException("A message is an object with a type.");
        ReadOnlyMemory<byte>? payload = null;
        if (root.TryGetProperty("payload", out var element) && element.ValueKind != JsonValueKind.Null)
            payload = JsonSerializer.SerializeToUtf8Bytes(element);
        return new SocketMessage(type, Text(root, "id"), payload);
    }

    static string? Text(JsonElement root, string name) =>
        !root.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw new JsonException($"{name} is a text.");
}

/// <summary>Messages of the server under graphql-transport-ws.</summary>
sealed class SocketFrames(ResultWriter writer)
{
    public static readonly ReadOnlyMemory<byte> Ack = """{"type":"connection_ack"}"""u8.ToArray();
    public static readonly ReadOnlyMemory<byte> Ping = """{"type":"ping"}"""u8.ToArray();

    public static ReadOnlyMemory<byte> Pong(ReadOnlyMemory<byte>? payload) => Frame("pong", null, payload is null ? null : json => json.WriteRawValue(payload.Value.Span, skipInputValidation: true));

    public static ReadOnlyMemory<byte> Complete(string id) => Frame("complete", id, null);

    public ReadOnlyMemory<byte> Next(string id, ExecutionResult result) => Frame("next", id, json => writer.Write(json, result));

    public ReadOnlyMemory<byte> Error(string id, IEnumerable<ExecutionError> errors) => Frame("error", id, json => writer.Write(json, errors));

    static ReadOnlyMemory<byte> Frame(string type, string? id, Action<Utf8JsonWriter>? payload)
    {
        var frame = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(frame, ResultWriter.Options))
        {
            json.WriteStartObject();
            if (id is not null) json.WriteString("id", id);
            json.WriteString("type", type);
            if (payload is not null)
            {
                json.WritePropertyName("payload");
                payload(json);
            }
            json.WriteEndObject();
        }
        return frame.WrittenMemory;
    }
}
