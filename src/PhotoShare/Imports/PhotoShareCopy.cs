using System.Runtime.CompilerServices;
using System.Text.Json;

namespace PhotoShare;

/// <summary>A copy that an instance of PhotoShare made: see <see cref="ExportWriter"/> and architecture/export-format.md. Nothing is read but what its manifest names, and as it names it.</summary>
sealed class PhotoShareCopy(ImportZips zips, ImportSettings settings) : ImportedCopy(zips, settings)
{
    static readonly string[] Lists = ["posts.json", "photos.json", "comments.json", "likes.json", "follows.json", "saved.json", "collections.json", "apart.json", "profile.json"];

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public override ImportSource Source => ImportSource.PhotoShare;

    /// <summary><c>null</c> for what has no manifest of ours.</summary>
    public static async Task<PhotoShareCopy?> Ours(ImportZips zips, ImportSettings settings, CancellationToken ct)
    {
        if (zips.Find(ExportManifest.Name, 0) is not { } file) return null;
        ManifestContent? manifest;
        try
        {
            await using var content = await zips.Open(file, settings.MaxJsonBytes, ct);
            manifest = await JsonSerializer.DeserializeAsync<ManifestContent>(content, Json, ct);
        }
        catch (JsonException)
        {
            return null;
        }
        if (manifest?.Format != ExportManifest.Format) return null;
        if (manifest.Version > ExportManifest.Version) throw new NotTaken(ImportReason.NewerVersion);
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var named in manifest.Files ?? [])
            if (named is not { Name: not null, Sha256.Length: 64 } || !hashes.TryAdd(named.Name, named.Sha256)) throw new NotTaken(ImportReason.NotAsInManifest);
        zips.Believe(hashes);
        return new PhotoShareCopy(zips, settings);
    }

    public override async Task<int> Count(CancellationToken ct)
    {
        var count = 0;
        foreach (var name in Lists)
        {
            if (Zips.Find(name, 0) is not { } file) continue;
            try
            {
                await foreach (var _ in Zips.Rows(file, MostJson, ct)) count++;
            }
            catch (NotTaken)
            {
                count++;
            }
        }
        return count;
    }

    /// <summary>The rows of one of the lists. One that cannot be read is said to be so, and has none.</summary>
    public async IAsyncEnumerable<JsonElement> Rows(ImportRun run, string name, [EnumeratorCancellation] CancellationToken ct)
    {
        if (Zips.Find(name, 0) is not { } file) yield break;
        var rows = Zips.Rows(file, MostJson, ct).GetAsyncEnumerator(ct);
        await using (rows)
        {
            while (await Next(run, name, rows, ct)) yield return rows.Current;
        }
    }

    public override async IAsyncEnumerable<PostToImport> Posts(ImportRun run, [EnumeratorCancellation] CancellationToken ct)
    {
        var photos = await Photos(run, ct);
        await foreach (var row in Rows(run, "posts.json", ct))
        {
            if (row.Id("id") is not { } id) continue;
            var made = Sane(row.Time("createdAt") ?? DateTime.UtcNow);
            var own = row.List("photos").Select(photo => photo.ValueKind == JsonValueKind.String && Guid.TryParse(photo.Text(), out var photoId) ? photos.GetValueOrDefault(photoId) : null);
            yield return new PostToImport($"post/{id:n}", row.Text("caption"), row.Choice<Visibility>("visibility") ?? Visibility.Private, row.Text("contentWarning"),
                row.Flag("commentsEnabled") ?? true, made, row.Time("editedAt"), PlaceOf(row.Field("place")), [.. own.OfType<PhotoToImport>()], id);
        }
    }

    public override async IAsyncEnumerable<PhotoToImport> LoosePhotos(ImportRun run, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in Rows(run, "photos.json", ct))
            if (row.Field("postId") is null && row.Text("status") != nameof(PhotoStatus.Failed) && PhotoOf(row) is { } photo) yield return photo;
    }

    async Task<Dictionary<Guid, PhotoToImport>> Photos(ImportRun run, CancellationToken ct)
    {
        var photos = new Dictionary<Guid, PhotoToImport>();
        await foreach (var row in Rows(run, "photos.json", ct))
            if (PhotoOf(row) is { } photo) photos[photo.FormerId!.Value] = photo;
        return photos;
    }

    static PhotoToImport? PhotoOf(JsonElement row) => row.Id("id") is { } id
        ? new PhotoToImport($"photo/{id:n}", row.Text("file"), 0, row.Text("contentType") ?? "", row.Text("altText"), row.Flag("showCamera"), id, Sane(row.Time("createdAt") ?? DateTime.UtcNow))
        : null;

    static NewPlace? PlaceOf(JsonElement? place) => place is { } row && row.Text("name") is { } name && row.Number("latitude") is { } latitude && row.Number("longitude") is { } longitude
        ? new NewPlace(name, latitude, longitude)
        : null;

    static async Task<bool> Next(ImportRun run, string name, IAsyncEnumerator<JsonElement> rows, CancellationToken ct)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (NotTaken reason)
        {
            await run.Say(ImportItemKind.File, $"file/{name}", ImportItemStatus.Refused, reason.Reason, name, null, null, ct);
            return false;
        }
    }
}
