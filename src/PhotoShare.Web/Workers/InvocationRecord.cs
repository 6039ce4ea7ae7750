using System.Text.Json;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>
/// What Lambda puts into a destination's queue about an asynchronous invocation
/// (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html).
/// </summary>
sealed record InvocationRecord(InvocationContext RequestContext, JsonElement RequestPayload, JsonElement ResponsePayload)
{
    string bucket = "";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = false };

    /// <summary>Throws <see cref="FormatException"/> for what is no such record.</summary>
    /// <param name="bucket">Where originals lie.</param>
    public static InvocationRecord Read(string message, string bucket)
    {
        try
        {
            return JsonSerializer.Deserialize<InvocationRecord>(message, Json) is { RequestContext: not null } record ? record with { bucket = bucket } : throw new FormatException("It is no record of an invocation.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"It is no JSON of a record: {e.Message}", e);
        }
    }

    /// <summary>The blob that the function was asked about. Throws <see cref="FormatException"/> when it was asked something else.</summary>
    public string Key
    {
        get
        {
            try
            {
                var key = BlobEvent.KeyOf(RequestPayload.ValueKind == JsonValueKind.Object ? RequestPayload.GetRawText() : "", bucket);
                return BlobKeys.PhotoOf(key) is null ? throw new FormatException($"{key} is not the key of an original.") : key;
            }
            catch (ArgumentException e)
            {
                throw new FormatException(e.Message, e);
            }
        }
    }

    /// <summary>Why there is no answer, by what Lambda or our own runtime call it.</summary>
    public ProcessingFailureCode Failure => this switch
    {
        _ when ErrorType is "TimedOut" or "Sandbox.Timedout" || ErrorMessage.Contains("Task timed out", StringComparison.Ordinal) => ProcessingFailureCode.TimedOut,
        // Lambda's kernel ends what holds more memory than the function has.
        _ when ErrorType is "Runtime.OutOfMemory" || ErrorMessage.Contains("signal: killed", StringComparison.Ordinal) => ProcessingFailureCode.TooLarge,
        _ => ProcessingFailureCode.Internal,
    };

    public string ErrorType => TextOf("errorType");

    public string ErrorMessage => TextOf("errorMessage");

    string TextOf(string name) =>
        ResponsePayload.ValueKind == JsonValueKind.Object && ResponsePayload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}

/// <param name="Condition"><c>Success</c>, <c>RetriesExhausted</c>, or <c>EventAgeExceeded</c>: the event waited too long and was not handled at all.</param>
sealed record InvocationContext(string RequestId, string Condition);
