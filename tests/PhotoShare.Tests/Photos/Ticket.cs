using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace PhotoShare.Tests;

/// <summary>An upload in parts, as a client does it: announce, PUT each part where the ticket says, complete.</summary>
sealed class Ticket(Person person, string photoId, byte[] content, GraphAnswer answer)
{
    const string Request = """
        mutation ($input: RequestUploadInput!) {
          requestUpload(input: $input) {
            ticket { photo { id status } partSize expiresAt parts { number byteSize url received } }
            errors { ... on Error { code message path } }
          }
        }
        """;

    const string CompleteUpload = """
        mutation ($input: CompleteUploadInput!) {
          completeUpload(input: $input) { photo { id status } errors { ... on Error { code message path } } }
        }
        """;

    public string PhotoId => photoId;
    public Guid Key => new Web.GlobalId(photoId).KeyOf("Photo", "id");
    public IReadOnlyList<JsonObject> Parts { get; } = [.. answer.List("requestUpload.ticket.parts").Select(part => part!.AsObject())];

    public static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static Task<GraphAnswer> Announce(Person person, object input) => person.Graph(Request, new { input });

    public static async Task<Ticket> For(Person person, byte[] content, string? sha256 = null, string? clientMutationId = null)
    {
        var answer = await Announce(person, new { fileName = "photo.jpg", contentType = "image/jpeg", byteSize = content.Length, sha256 = sha256 ?? Hash(content), clientMutationId });
        return new Ticket(person, answer.ShouldSucceed()["requestUpload.ticket.photo.id"]!, content, answer);
    }

    public byte[] BytesOf(int index)
    {
        var partSize = answer.Number("requestUpload.ticket.partSize");
        return content[(index * partSize)..Math.Min(content.Length, (index + 1) * partSize)];
    }

    public string Url(int index) => Parts[index]["url"]!.ToString();

    /// <summary>Sends a part; the signature is the permission, so no token goes with it.</summary>
    public async Task<HttpStatusCode> Send(int index, byte[]? bytes = null, string? url = null)
    {
        using var body = new ByteArrayContent(bytes ?? BytesOf(index));
        using var response = await person.House.Stranger.Http.PutAsync(new Uri(url ?? Url(index)), body);
        return response.StatusCode;
    }

    public async Task SendAll()
    {
        for (var i = 0; i < Parts.Count; i++) ShouldBeTaken(await Send(i));
    }

    /// <summary>S3 answers 200 where our own door has nothing to say.</summary>
    public static void ShouldBeTaken(HttpStatusCode answer) => Xunit.Assert.Contains(answer, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.NoContent]);

    public Task<GraphAnswer> Complete(Person? other = null) => (other ?? person).Graph(CompleteUpload, new { input = new { photoId } });
}
