using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>
/// Instagram's "Download your information" as JSON, in one ZIP or several. Since 2023 the lists lie in <c>your_instagram_activity/content</c>
/// or <c>/media</c>, before that in <c>content</c>. Its texts are UTF-8 that was taken for Latin-1 and written as such.
/// Of where photos were taken nothing is read: it stands there only as a camera wrote it, never as a place that somebody named.
/// </summary>
sealed partial class InstagramCopy(ImportZips zips, ImportSettings settings) : ImportedCopy(zips, settings)
{
    /// <summary>Bytes of a list that is read at once.</summary>
    const long MostWhole = 4 * 1024 * 1024;

    static readonly string[] Videos = [".mp4", ".mov", ".m4v", ".webm"];
    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public override ImportSource Source => ImportSource.Instagram;

    /// <summary><c>null</c> for what is none.</summary>
    public static InstagramCopy? Theirs(ImportZips zips, ImportSettings settings) => zips.Where(name => Lists().IsMatch(name)).Any() ? new InstagramCopy(zips, settings) : null;

    public override async Task<int> Count(CancellationToken ct)
    {
        var count = 0;
        foreach (var file in Zips.Where(name => Lists().IsMatch(name)))
        {
            try
            {
                await foreach (var row in Rows(file, ct)) count += Math.Max(1, row.List("media").Count()) + (PostsList().IsMatch(file.Entry.Name) ? 1 : 0);
            }
            catch (NotTaken)
            {
                count++;
            }
        }
        return count;
    }

    public override async IAsyncEnumerable<PostToImport> Posts(ImportRun run, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var file in Zips.Where(name => Lists().IsMatch(name)))
        {
            var rows = Rows(file, ct).GetAsyncEnumerator(ct);
            await using (rows)
            {
                while (await Next(run, file, rows, ct)) yield return PostOf(file, rows.Current);
            }
        }
    }

    public override async IAsyncEnumerable<PhotoToImport> LoosePhotos(ImportRun run, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        yield break;
    }

    /// <summary>A list is an array; those of stories and reels are a field of an object, and a single post may stand by itself. Only a long array is read row by row.</summary>
    async IAsyncEnumerable<JsonElement> Rows(ZipFile file, [EnumeratorCancellation] CancellationToken ct)
    {
        if (file.Entry.Size > MostWhole)
        {
            await foreach (var row in Zips.Rows(file, MostJson, ct)) yield return row;
            yield break;
        }
        JsonDocument document;
        try
        {
            await using var content = await Zips.Open(file, MostWhole, ct);
            document = await JsonDocument.ParseAsync(content, cancellationToken: ct);
        }
        catch (JsonException)
        {
            throw new NotTaken(ImportReason.Unreadable);
        }
        using (document)
        {
            foreach (var row in RowsOf(document.RootElement)) yield return row;
        }
    }

    static IEnumerable<JsonElement> RowsOf(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Array => root.EnumerateArray(),
        JsonValueKind.Object when root.Field("media") is not null => [root],
        JsonValueKind.Object => root.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.Array).SelectMany(field => field.Value.EnumerateArray()),
        _ => throw new NotTaken(ImportReason.Unreadable),
    };

    static PostToImport PostOf(ZipFile file, JsonElement row)
    {
        // Stories are rows without a list of their own.
        List<JsonElement> media = [.. row.List("media")];
        if (media.Count == 0 && row.Text("uri") is not null) media = [row];
        var photos = media.ConvertAll(one => PhotoOf(file, one));
        var caption = Written(row.Text("title")) is { Length: > 0 } whole ? whole : media.Count == 1 ? Written(media[0].Text("title")) : null;
        var made = row.UnixTime("creation_timestamp") ?? media.Select(one => one.UnixTime("creation_timestamp")).FirstOrDefault(time => time is not null) ?? DateTime.UtcNow;
        var name = file.Entry.Name;
        var refusal = StoriesList().IsMatch(name) ? ImportReason.Story : ReelsList().IsMatch(name) || (photos.Count > 0 && photos.All(photo => photo.Refusal == ImportReason.Video)) ? ImportReason.Video : (ImportReason?)null;
        // What was put away there is for nobody else here.
        var visibility = ArchivedList().IsMatch(name) ? Visibility.Private : Visibility.Public;
        return new PostToImport($"ig/{HashOf(string.Join('\n', media.Select(one => one.Text("uri"))))}", caption, visibility, null, true, Sane(made), null, null, photos, null, refusal);
    }

    static PhotoToImport PhotoOf(ZipFile file, JsonElement media)
    {
        var uri = media.Text("uri") ?? "";
        var isVideo = Videos.Contains(Path.GetExtension(uri).ToLowerInvariant());
        return new PhotoToImport($"ig/photo/{HashOf(uri)}", uri, file.Part, TypeOf(uri), null, null, null, Sane(media.UnixTime("creation_timestamp") ?? DateTime.UtcNow), isVideo ? ImportReason.Video : null);
    }

    /// <summary>What the text was before it was taken for Latin-1; as it is, where it is not that.</summary>
    internal static string? Written(string? text)
    {
        if (text is null || text.All(char.IsAscii) || text.Any(c => c > 0xFF)) return text;
        try
        {
            return StrictUtf8.GetString(Encoding.Latin1.GetBytes(text));
        }
        catch (DecoderFallbackException)
        {
            return text;
        }
    }

    static string TypeOf(string uri) => Path.GetExtension(uri).ToLowerInvariant() switch
    {
        ".png" => "image/png",
        ".webp" => "image/webp",
        ".heic" => "image/heic",
        ".gif" => "image/gif",
        _ => "image/jpeg",
    };

    static string HashOf(string text) => Sha256.Hex(text)[..40];

    static async Task<bool> Next(ImportRun run, ZipFile file, IAsyncEnumerator<JsonElement> rows, CancellationToken ct)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (NotTaken reason)
        {
            await run.Say(ImportItemKind.File, $"file/{HashOf($"{file.Part}/{file.Entry.Name}")}", ImportItemStatus.Refused, reason.Reason, file.Entry.Name, null, null, ct);
            return false;
        }
    }

    const string Folder = @"^(?:[^/]+/)?(?:your_instagram_activity/)?(?:content|media)/";

    [GeneratedRegex(Folder + @"(?:(?:posts|archived_posts)(?:_\d{1,3})?|stories|reels|igtv_videos)\.json$", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Lists();

    [GeneratedRegex(Folder + @"posts(?:_\d{1,3})?\.json$", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex PostsList();

    [GeneratedRegex(Folder + @"archived_posts", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex ArchivedList();

    [GeneratedRegex(Folder + @"stories", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex StoriesList();

    [GeneratedRegex(Folder + @"(?:reels|igtv)", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex ReelsList();
}
