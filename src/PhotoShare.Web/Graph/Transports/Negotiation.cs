using Microsoft.Net.Http.Headers;

namespace PhotoShare.Web;

/// <summary>The forms in which an answer may be asked for.</summary>
enum AnswerForm { None, Json, GraphJson, EventStream }

/// <summary>Chooses the form of an answer by the Accept header (RFC 9110 §12.5.1; GraphQL over HTTP, "Accept").</summary>
static class Negotiation
{
    public const string GraphJson = "application/graphql-response+json";

    public static AnswerForm FormOf(HttpRequest request)
    {
        var accept = request.Headers.Accept;
        // The specification's own reading of silence, for clients from before the media type existed.
        if (accept.Count == 0) return AnswerForm.Json;
        if (!MediaTypeHeaderValue.TryParseList(accept, out var types)) return AnswerForm.None;
        return types.OrderByDescending(type => type.Quality ?? 1).Where(IsUtf8).Select(FormOf).FirstOrDefault(form => form != AnswerForm.None);
    }

    public static bool TakesHtml(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var types) && types.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));

    /// <summary>The Content-Type of a JSON answer; a form that is none falls back to the older one.</summary>
    public static string ContentTypeOf(AnswerForm form) => form == AnswerForm.GraphJson ? $"{GraphJson}; charset=utf-8" : "application/json; charset=utf-8";

    public static bool IsUtf8(MediaTypeHeaderValue type) => !type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    static AnswerForm FormOf(MediaTypeHeaderValue type) => type.MediaType.Value?.ToLowerInvariant() switch
    {
        GraphJson => AnswerForm.GraphJson,
        "application/json" or "application/*" or "*/*" => AnswerForm.Json,
        "text/event-stream" => AnswerForm.EventStream,
        _ => AnswerForm.None,
    };
}
