using System.Security.Cryptography;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>
/// How backups lie in their place: <c>backups/{id}/manifest.json</c> with <c>database</c> and <c>files.ndjson.gz</c> beside it, and the blobs of
/// all of them under <c>blobs/{key}</c>. A manifest is written last: a backup without one is unfinished.
/// </summary>
public sealed class BackupShelf(IBackupPlace place)
{
    const string Folder = "backups/";
    const string ManifestName = "manifest.json";

    internal IBackupPlace Place => place;

    internal static string DumpOf(string id) => $"{Folder}{id}/database";
    internal static string FilesOf(string id) => $"{Folder}{id}/files.ndjson.gz";
    internal static string ManifestOf(string id) => $"{Folder}{id}/{ManifestName}";
    internal static string PartOf(string id, int number) => FormattableString.Invariant($"{Folder}{id}/part-{number:d6}.ndjson.gz");

    /// <summary>The ids of all backups, oldest first, and of those that were begun and not finished.</summary>
    public async Task<(IReadOnlyList<string> Complete, IReadOnlyList<string> Unfinished)> Ids(CancellationToken ct)
    {
        var (all, complete) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        await foreach (var file in place.List(Folder, ct))
        {
            if (file.Name.Split('/') is not [_, var id, var name, ..]) continue;
            if (all.Count == 0 || all[^1] != id) all.Add(id);
            if (name == ManifestName) complete.Add(id);
        }
        return ([.. all.Where(complete.Contains)], [.. all.Where(id => !complete.Contains(id))]);
    }

    /// <summary>Throws <see cref="RecoveryException"/> when there is no such backup.</summary>
    public async Task<SignedManifest> Manifest(string id, CancellationToken ct)
    {
        await using var content = BlobKey.IsValid(id) ? await place.Open(ManifestOf(id), ct) : null;
        if (content is null) throw new RecoveryException($"There is no backup {id} in {place.Spoken}. See: photoshare backup list {place.Spoken}");
        using var reader = new StreamReader(content);
        return SignedManifest.Parse(ManifestOf(id), await reader.ReadToEndAsync(ct));
    }

    /// <summary>The newest backup; <c>null</c> when there is none.</summary>
    public async Task<SignedManifest?> Newest(CancellationToken ct) => (await Ids(ct)).Complete is [.., var newest] ? await Manifest(newest, ct) : null;

    /// <summary>Writes a file and tells how it lies there.</summary>
    internal async Task<BackupFile> Put(string name, Stream content, CancellationToken ct)
    {
        // It would take the content along, of which the caller may have more to ask.
        var metered = new MeteredStream(content, long.MaxValue);
        await place.Put(name, metered, ct);
        return new BackupFile(name, metered.Count, metered.Sha256());
    }

    /// <summary>Opens a file whose end comes only when it is what was written. Throws <see cref="RecoveryException"/> when it is not.</summary>
    internal async Task<Stream> Open(BackupFile file, CancellationToken ct) =>
        await place.Open(file.Name, ct) is { } content ? new VerifiedStream(content, file) : throw new RecoveryException($"{file.Name} is missing in {place.Spoken}.");

    /// <summary>Copies a file to this machine. Throws <see cref="RecoveryException"/> when it is not what was written.</summary>
    internal async Task Fetch(BackupFile file, string path, CancellationToken ct)
    {
        await using var content = await Open(file, ct);
        await using var copy = File.Create(path);
        await content.CopyToAsync(copy, ct);
    }

    /// <summary>Takes a backup away, its manifest first: what is left after an interruption is unfinished. Its blobs stay.</summary>
    internal async Task Remove(string id, CancellationToken ct)
    {
        await place.Delete(ManifestOf(id), ct);
        var names = new List<string>();
        await foreach (var file in place.List($"{Folder}{id}/", ct)) names.Add(file.Name);
        foreach (var name in names) await place.Delete(name, ct);
    }

    sealed class VerifiedStream(Stream inner, BackupFile file) : ReadOnlyStream(inner)
    {
        readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long count;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct = default)
        {
            var read = await Inner.ReadAsync(buffer, ct);
            count += read;
            hash.AppendData(buffer.Span[..read]);
            if (count > file.Size || (read == 0 && buffer.Length > 0 && (count != file.Size || Convert.ToHexStringLower(hash.GetCurrentHash()) != file.Sha256)))
                throw new RecoveryException($"{file.Name} is not what was written: it was altered or damaged. See: photoshare backup verify");
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) hash.Dispose();
            base.Dispose(disposing);
        }
    }
}
