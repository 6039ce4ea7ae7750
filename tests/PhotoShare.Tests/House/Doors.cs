using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PhotoShare.Tests;

/// <summary>The ways by which an operation reaches the graph.</summary>
public enum Door { Http, Gzip, Brotli, WebSocket }

static class Doors
{
    public static readonly Door[] All = Enum.GetValues<Door>();

    public static Task<GraphAnswer> Graph(this Person person, Door door, string query, object? variables = null) =>
        person.Send(door, JsonSerializer.SerializeToUtf8Bytes(new { query, variables }));

    /// <summary>Sends a request's bytes as they are. A socket that is closed for them is told as an error with the code <c>CLOSED_</c> and the close code.</summary>
    public static Task<GraphAnswer> Send(this Person person, Door door, byte[] request) => door switch
    {
        Door.WebSocket => SendBySocket(person, request),
        Door.Gzip => SendByHttp(person, Compressed(request, to => new GZipStream(to, CompressionLevel.Optimal)), "gzip"),
        Door.Brotli => SendByHttp(person, Compressed(request, to => new BrotliStream(to, CompressionLevel.Optimal)), "br"),
        _ => SendByHttp(person, request, null),
    };

    static async Task<GraphAnswer> SendByHttp(Person person, byte[] body, string? encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (encoding is not null) request.Content.Headers.ContentEncoding.Add(encoding);
        request.Headers.Accept.ParseAdd("application/graphql-response+json");
        using var response = await person.Http.SendAsync(request);
        return new GraphAnswer(response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject());
    }

    static async Task<GraphAnswer> SendBySocket(Person person, byte[] request)
    {
        await using var socket = await GraphSocket.Open(person);
        try
        {
            await socket.Send([.. """{"id":"1","type":"subscribe","payload":"""u8, .. request, .. "}"u8]);
        }
        catch (WebSocketException)
        {
            // It was closed before all of it had gone; the code is still to be read.
        }
        return await socket.Answer() is not { } message ? Errors(new JsonArray(new JsonObject { ["message"] = "Closed.", ["extensions"] = new JsonObject { ["code"] = $"CLOSED_{socket.CloseCode}" } }))
            : message["type"]!.ToString() == "next" ? new GraphAnswer(HttpStatusCode.OK, message["payload"]!.DeepClone().AsObject())
            : Errors(message["payload"]!.DeepClone());

        static GraphAnswer Errors(JsonNode errors) => new(HttpStatusCode.BadRequest, new JsonObject { ["errors"] = errors });
    }

    public static byte[] Compressed(byte[] bytes, Func<Stream, Stream> encoder)
    {
        var compressed = new MemoryStream();
        using (var encoding = encoder(compressed)) encoding.Write(bytes);
        return compressed.ToArray();
    }
}
