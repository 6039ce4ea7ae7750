using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using GraphQL;
using GraphQL.Execution;

namespace PhotoShare.Web;

/// <summary>Writes results as UTF-8 JSON straight from the execution tree, without a tree of values in between.</summary>
public sealed class ResultWriter(IHostEnvironment environment)
{
    // The media type is JSON, never HTML: escaping what HTML would need only makes answers longer.
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>A whole answer: errors first, since a reader wants to know at once.</summary>
    public void Write(IBufferWriter<byte> output, ExecutionResult result)
    {
        using var json = new Utf8JsonWriter(output, Options);
        Write(json, result);
    }

    public void Write(Utf8JsonWriter json, ExecutionResult result)
    {
        json.WriteStartObject();
        if (result.Errors is { Count: > 0 } errors)
        {
            json.WritePropertyName("errors");
            Write(json, errors);
        }
        if (result.Executed)
        {
            json.WritePropertyName("data");
            if (result.Data is WrittenData written) json.WriteRawValue(written.Utf8, skipInputValidation: true);
            else Node(json, result.Data as ExecutionNode);
        }
        if (result.Extensions is { Count: > 0 } extensions)
        {
            json.WriteStartObject("extensions");
            foreach (var (name, value) in extensions)
            {
                json.WritePropertyName(name);
                Value(json, value);
            }
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    /// <summary>The data of a result alone, to be sent to many.</summary>
    public WrittenData Data(ExecutionResult result)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(output, Options)) Node(json, result.Data as ExecutionNode);
        return new(output.WrittenSpan.ToArray());
    }

    public void Write(Utf8JsonWriter json, IEnumerable<ExecutionError> errors)
    {
        json.WriteStartArray();
        foreach (var error in errors) Error(json, error);
        json.WriteEndArray();
    }

    void Error(Utf8JsonWriter json, ExecutionError error)
    {
        json.WriteStartObject();
        json.WriteString("message", environment.IsDevelopment() ? error.Message : WithoutSuggestion(error.Message));
        if (error.Locations is { Count: > 0 } locations)
        {
            json.WriteStartArray("locations");
            foreach (var location in locations)
            {
                json.WriteStartObject();
                json.WriteNumber("line", location.Line);
                json.WriteNumber("column", location.Column);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        if (error.Path is { } path)
        {
            json.WriteStartArray("path");
            foreach (var step in path) Value(json, step);
            json.WriteEndArray();
        }
        json.WriteStartObject("extensions");
        json.WriteString("code", error.Code ?? "BAD_REQUEST");
        foreach (var (name, value) in error.Extensions ?? [])
        {
            json.WritePropertyName(name);
            Value(json, value);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A schema that is not to be introspected must not be guessed either.</summary>
    static string WithoutSuggestion(string message) =>
        message.IndexOf(" Did you mean ", StringComparison.Ordinal) is > 0 and var at ? message[..at] : message;

    static void Node(Utf8JsonWriter json, ExecutionNode? node)
    {
        switch (node)
        {
            case ValueExecutionNode value: Value(json, value.Result); break;
            case ObjectExecutionNode { SubFields: { } fields }: Object(json, fields); break;
            case ArrayExecutionNode { SerializedResult: { } values }: Value(json, values); break;
            case ArrayExecutionNode { Items: { } items }: Array(json, items); break;
            default: json.WriteNullValue(); break;
        }
    }

    static void Object(Utf8JsonWriter json, ExecutionNode[] fields)
    {
        json.WriteStartObject();
        foreach (var field in fields)
        {
            json.WritePropertyName((field.Field!.Alias?.Name ?? field.Field.Name).Value.Span);
            Node(json, field);
        }
        json.WriteEndObject();
    }

    static void Array(Utf8JsonWriter json, List<ExecutionNode> items)
    {
        json.WriteStartArray();
        foreach (var item in items) Node(json, item);
        json.WriteEndArray();
    }

    static void Value(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case double number: json.WriteNumberValue(number); break;
            // With every answer, so not by reflection.
            case OperationCost cost: cost.Write(json); break;
            default: JsonSerializer.Serialize(json, value, value.GetType()); break;
        }
    }
}

/// <summary>The data of a result as JSON already.</summary>
public sealed record WrittenData(byte[] Utf8);
