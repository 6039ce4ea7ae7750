using System.Buffers;
using System.Text;
using System.Text.Json;
using GraphQL;
using GraphQL.SystemTextJson;
using GraphQL.Transport;
using Microsoft.Net.Http.Headers;

namespace PhotoShare.Web;

/// <summary>Reads a GraphQL request from a query string or a body.</summary>
sealed class RequestReader(GraphLimits limits, MultipartReader multipart)
{
    static readonly JsonSerializerOptions Options = new() { Converters = { new RequestConverter(), new InputsJsonConverter() } };

    public static GraphQLRequest FromQuery(IQueryCollection query) => Checked(new GraphQLRequest
    {
        Query = query["query"],
        DocumentId = (string?)query["documentId"] ?? query["id"],
        OperationName = query["operationName"],
        Variables = Parse<Inputs>(query["variables"]),
        Extensions = Parse<Inputs>(query["extensions"]),
    });

    public async Task<GraphQLRequest> FromBody(HttpRequest request)
    {
        // A known encoding was undone on the way here, and its header with it.
        if (request.Headers.ContentEncoding.Count > 0)
            throw new BadRequest(StatusCodes.Status415UnsupportedMediaType, "Compress a body once, by gzip, br or deflate, or not at all.");
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && Negotiation.IsUtf8(type))
        {
            if (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)) return FromJson(await ReadAll(request));
            if (type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)) return Checked(await multipart.Read(request));
        }
        throw new BadRequest(StatusCodes.Status415UnsupportedMediaType, "Send application/json in UTF-8, or multipart/form-data with a file.");
    }

    public static GraphQLRequest FromJson(ReadOnlyMemory<byte> json)
    {
        if (json.Span.TrimStart(" \t\r\n"u8) is [(byte)'[', ..]) throw BadRequest.Malformed("Send one operation at a time; batches are not taken.");
        return Checked(Parse<GraphQLRequest>(json.Span));
    }

    internal static T? Parse<T>(string? json) where T : class => string.IsNullOrEmpty(json) ? null : Parse<T>(Encoding.UTF8.GetBytes(json));

    static T? Parse<T>(ReadOnlySpan<byte> json) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options);
        }
        // For a value of another kind, the reader of texts throws InvalidOperationException.
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw BadRequest.Malformed("That is not the JSON of a GraphQL request: an object with query (text) or documentId (text), operationName (text), variables (object) and extensions (object).");
        }
    }

    static GraphQLRequest Checked(GraphQLRequest? request)
    {
        if (string.IsNullOrWhiteSpace(request?.Query)) request?.Query = null;
        if (request is null || (request.Query is null && request.DocumentId is null && request.Extensions?.ContainsKey("persistedQuery") != true))
            throw BadRequest.Malformed("The request has no query, and names none.");
        return request;
    }

    async Task<ReadOnlyMemory<byte>> ReadAll(HttpRequest request)
    {
        if (request.ContentLength > limits.BodyBytes) throw TooLarge();
        var body = new ArrayBufferWriter<byte>((int)Math.Max(request.ContentLength ?? 4096, 1));
        try
        {
            // Counted here and not by the server: a compressed body is larger than what came over the wire.
            while (await request.Body.ReadAsync(body.GetMemory(), request.HttpContext.RequestAborted) is > 0 and var read)
            {
                body.Advance(read);
                if (body.WrittenCount > limits.BodyBytes) throw TooLarge();
            }
        }
        // Each decoder has its own word for bytes that it cannot read.
        catch (Exception garbled) when (garbled is InvalidDataException or InvalidOperationException)
        {
            throw BadRequest.Malformed("The body is not compressed as its Content-Encoding says.");
        }
        return body.WrittenMemory;
    }

    BadRequest TooLarge() => new(StatusCodes.Status413PayloadTooLarge, $"A request has at most {limits.BodyBytes / 1024} KB.");
}
