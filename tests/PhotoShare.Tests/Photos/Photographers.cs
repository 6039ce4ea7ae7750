namespace PhotoShare.Tests;

/// <summary>Uploading and watching photos through the graph.</summary>
static class Photographers
{
    const string Upload = """
        mutation ($input: UploadPhotoInput!) {
          uploadPhoto(input: $input) { photo { id status } errors { ... on Error { code message path } } }
        }
        """;

    const string Look = """
        query ($id: ID!) {
          photo(id: $id) {
            status width height placeholder dominantColor failure { code message }
            original { url width height contentType byteSize }
            webp: images { url width height contentType byteSize }
            jpeg: images(format: JPEG) { url width height contentType byteSize }
            square: image(width: 160, crop: SQUARE) { url width height contentType byteSize }
            camera { make model } location { latitude longitude } takenAt
          }
        }
        """;

    public static Task<GraphAnswer> UploadInOneRequest(this Person person, byte[] file, string fileName) =>
        person.Graph(Upload, new { input = new { file = (string?)null } }, "input.file", file, fileName, Belongings.ContentTypeOf(fileName));

    /// <summary>Uploads a file of the fixtures and gives the photo's id.</summary>
    public static async Task<string> UploadFile(this Person person, string file) =>
        (await person.UploadInOneRequest(await File.ReadAllBytesAsync(Repository.Photo(file)), file)).ShouldSucceed()["uploadPhoto.photo.id"]!;

    public static Task<GraphAnswer> LookAt(this Person person, string photoId) => person.Graph(Look, new { id = photoId });

    /// <summary>The photo once it is ready or failed, which must be as expected.</summary>
    public static async Task<GraphAnswer> PhotoWhen(this Person person, string photoId, string status)
    {
        var done = await Eventually.Becomes(() => person.LookAt(photoId), answer => answer["photo.status"] is "READY" or "FAILED", $"{photoId} is done", TimeSpan.FromMinutes(1));
        return done["photo.status"] == status ? done : throw new Xunit.Sdk.XunitException($"Not {status}: {done.Body}");
    }
}
