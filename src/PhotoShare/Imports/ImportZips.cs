using System.Runtime.CompilerServices;
using System.Text.Json;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>A file in one of an import's ZIPs.</summary>
/// <param name="Part">Which ZIP, from 0.</param>
sealed record ZipFile(int Part, ZipEntryInfo Entry);

/// <summary>All ZIPs of an import, as if they were one.</summary>
sealed class ImportZips
{
    readonly List<(ZipBytes Bytes, ZipIndex Index)> parts = [];

    /// <summary>SHA-256 by name, where there is a manifest; then nothing else is read.</summary>
    IReadOnlyDictionary<string, string>? hashes;

    /// <summary>Opens each; one that is none is said to be so, and the others are taken. Refused when none can be read.</summary>
    public static async Task<ImportZips> Open(ImportRun run, IBlobStore blobs, ImportSettings settings, CancellationToken ct)
    {
        var zips = new ImportZips();
        ImportReason? broken = null;
        foreach (var file in run.Import.Files.OrderBy(f => f.Number))
        {
            try
            {
                var bytes = new ZipBytes(blobs, Imports.KeyOf(file), file.ByteSize);
                zips.parts.Add((bytes, await ZipIndex.Read(bytes, settings.MaxEntries, ct)));
            }
            catch (NotTaken reason)
            {
                broken = reason.Reason;
                await run.Say(ImportItemKind.File, $"zip/{file.Number}", ImportItemStatus.Refused, reason.Reason, file.FileName, null, null, ct);
            }
        }
        return zips.parts.Count > 0 ? zips : throw new NotTaken(broken ?? ImportReason.NotAZip);
    }

    public void Believe(IReadOnlyDictionary<string, string> manifest) => hashes = manifest;

    /// <summary>All files of a name that <paramref name="wanted"/> takes, in every part.</summary>
    public IEnumerable<ZipFile> Where(Func<string, bool> wanted) =>
        parts.SelectMany((part, i) => part.Index.Entries.Values.Where(entry => wanted(entry.Name)).OrderBy(entry => entry.Name, StringComparer.Ordinal).Select(entry => new ZipFile(i, entry)));

    /// <summary>A file by its name: of the part that names it, or else of another one.</summary>
    public ZipFile? Find(string name, int part) =>
        Enumerable.Range(0, parts.Count).OrderBy(i => i == part ? -1 : i).Select(i => parts[i].Index.Entries.TryGetValue(name, out var entry) ? new ZipFile(i, entry) : null).FirstOrDefault(found => found is not null);

    public async Task<Stream> Open(ZipFile file, long most, CancellationToken ct)
    {
        string? sha256 = null;
        if (hashes is not null && !hashes.TryGetValue(file.Entry.Name, out sha256)) throw new NotTaken(ImportReason.NotAsInManifest);
        return await parts[file.Part].Bytes.Open(file.Entry, most, sha256, ct);
    }

    /// <summary>The rows of a JSON array, one at a time. All of the file is checked before the first one comes, so that nothing of one that was tampered with is taken.</summary>
    public async IAsyncEnumerable<JsonElement> Rows(ZipFile file, long most, [EnumeratorCancellation] CancellationToken ct)
    {
        await using (var whole = await Open(file, most, ct)) await whole.CopyToAsync(Stream.Null, ct);
        await using var content = new RowBound(await Open(file, most, ct));
        var rows = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(content, cancellationToken: ct).GetAsyncEnumerator(ct);
        await using (rows)
        {
            while (await Next(rows)) yield return rows.Current;
        }
    }

    static async Task<bool> Next(IAsyncEnumerator<JsonElement> rows)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (JsonException)
        {
            throw new NotTaken(ImportReason.Unreadable);
        }
    }
}
