using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>
/// Writes a ZIP of all that a person has here: their data as JSON, a file for each kind, and their photos as they were uploaded. Rows and
/// bytes pass through one at a time. Of others there is nothing but the names that the person themselves sees.
/// </summary>
public sealed class ExportWriter(PhotoShareDb db, Envelope envelope, IBlobStore blobs)
{
    static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        // A file to read, not a part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    const string About = """
        This is all that you have on PhotoShare.

        profile.json       what you say of yourself, and your settings
        photos.json        your photos: what you wrote of them and what your camera did; their files lie in photos/
        posts.json         your posts, with the ids of their photos
        comments.json      what you wrote under posts
        likes.json         what you like
        follows.json       whom and what you follow, and who follows you
        saved.json         the posts that you saved
        collections.json   how you ordered them
        apart.json         whom you blocked, muted and restricted
        manifest.json      the length and the SHA-256 of each of these files

        Another instance of PhotoShare takes this file in as it is: under Settings, Your data. What each field means stands in
        architecture/export-format.md of the source code.

        Times are UTC. The address of a post is /posts/ with its id.

        """;

    /// <summary>Writes it to a stream, which need not be seekable and is not closed. Tells <paramref name="progress"/> before each photo how many there are, and how many are in it.</summary>
    public async Task Write(Guid userId, Stream target, Func<int, int, Task> progress, CancellationToken ct)
    {
        var manifest = new ExportManifest();
        var data = new ExportData(db, envelope, new Viewer(userId));
        await using var zip = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
        await Text(zip, manifest, "README.txt", About, ct);
        await Rows(zip, manifest, "profile.json", data.Profile(ct), ct);
        await Rows(zip, manifest, "photos.json", data.Photos(ct), ct);
        await Rows(zip, manifest, "posts.json", data.Posts(), ct);
        await Rows(zip, manifest, "comments.json", data.Comments(), ct);
        await Rows(zip, manifest, "likes.json", data.Likes(), ct);
        await Rows(zip, manifest, "follows.json", data.Follows(), ct);
        await Rows(zip, manifest, "saved.json", data.Saved(), ct);
        await Rows(zip, manifest, "collections.json", data.Collections(), ct);
        await Rows(zip, manifest, "apart.json", data.Apart(), ct);
        var originals = await data.Originals(ct);
        foreach (var (done, file) in originals.Index())
        {
            await progress(originals.Count, done);
            await Original(zip, manifest, file, ct);
        }
        await using var last = await zip.CreateEntry(ExportManifest.Name).OpenAsync(ct);
        await JsonSerializer.SerializeAsync(last, manifest.Content(DateTime.UtcNow), Json, ct);
    }

    static async Task Text(ZipArchive zip, ExportManifest manifest, string name, string text, CancellationToken ct)
    {
        await using var entry = manifest.Of(name, await zip.CreateEntry(name).OpenAsync(ct));
        await using var writer = new StreamWriter(entry);
        await writer.WriteAsync(text.AsMemory(), ct);
    }

    static async Task Rows<T>(ZipArchive zip, ExportManifest manifest, string name, IAsyncEnumerable<T> rows, CancellationToken ct)
    {
        await using var entry = manifest.Of(name, await zip.CreateEntry(name).OpenAsync(ct));
        await JsonSerializer.SerializeAsync(entry, rows, Json, ct);
    }

    async Task Original(ZipArchive zip, ExportManifest manifest, ExportedFile file, CancellationToken ct)
    {
        // Deleted meanwhile: it is the person's own wish.
        if (await blobs.Open(BlobKeys.Original(file.PhotoId), ct) is not { } content) return;
        await using var original = content;
        // Photos are compressed already.
        await using var entry = manifest.Of(file.Name, await zip.CreateEntry(file.Name, CompressionLevel.NoCompression).OpenAsync(ct));
        await original.CopyToAsync(entry, ct);
    }
}
