using PhotoShare.Media;

namespace PhotoShare;

/// <summary>What a reading of backups found.</summary>
/// <param name="Files">That were read.</param>
/// <param name="Bytes">That were read.</param>
/// <param name="Faults">What is missing or altered, each in words.</param>
public sealed record BackupVerdict(IReadOnlyList<string> Backups, long Files, long Bytes, IReadOnlyList<string> Faults);

/// <summary>Reads everything that backups consist of and computes every hash anew. It needs no key, so it can run where the backups lie.</summary>
public sealed class BackupVerification(IBackupPlace place)
{
    readonly BackupShelf shelf = new(place);
    readonly List<string> faults = [];
    long files, bytes;

    /// <param name="id">One backup; <c>null</c> for all.</param>
    /// <param name="scratch">A folder for lists, which the caller deletes.</param>
    public async Task<BackupVerdict> Verify(string? id, string scratch, Action<RecoveryStep> progress, CancellationToken ct)
    {
        var ids = id is not null ? [id] : (await shelf.Ids(ct)).Complete;
        if (ids.Count == 0) throw new RecoveryException($"There is no backup in {place.Spoken}.");
        var lists = new List<(string Id, IAsyncEnumerator<BackedBlob> Blobs)>();
        var total = 0L;
        foreach (var each in ids)
        {
            var manifest = (await shelf.Manifest(each, ct)).Manifest;
            await Read(manifest.Dump, ct);
            progress(new(RecoveryPart.Database, lists.Count + 1, ids.Count));
            if (!await Read(manifest.Files, ct)) continue;
            var path = Path.Combine(scratch, each);
            await shelf.Fetch(manifest.Files, path, ct);
            var reader = BlobList.Read(path, ct).GetAsyncEnumerator(ct);
            total = Math.Max(total, manifest.Counts.Blobs);
            if (await reader.MoveNextAsync()) lists.Add((each, reader));
            else await reader.DisposeAsync();
        }
        await VerifyBlobs(lists, total, progress, ct);
        return new BackupVerdict(ids, files, bytes, faults);
    }

    /// <summary>Each blob once, however many backups name it: all lists are in the same order.</summary>
    async Task VerifyBlobs(List<(string Id, IAsyncEnumerator<BackedBlob> Blobs)> lists, long total, Action<RecoveryStep> progress, CancellationToken ct)
    {
        var done = 0L;
        while (lists.Count > 0)
        {
            var key = lists.Select(list => list.Blobs.Current.Key).Min(StringComparer.Ordinal)!;
            var naming = lists.Where(list => list.Blobs.Current.Key == key).ToList();
            foreach (var version in naming.GroupBy(list => (list.Blobs.Current.Stored, list.Blobs.Current.Sha256)))
                await Read(new BackupFile(BackedBlob.NameOf(key), version.Key.Stored, version.Key.Sha256), ct, $" (of {string.Join(", ", version.Select(list => list.Id))})");
            foreach (var list in naming)
            {
                if (await list.Blobs.MoveNextAsync()) continue;
                await list.Blobs.DisposeAsync();
                lists.Remove(list);
            }
            progress(new(RecoveryPart.Blobs, ++done, Math.Max(total, done)));
        }
    }

    async Task<bool> Read(BackupFile file, CancellationToken ct, string whose = "")
    {
        files++;
        await using var content = await place.Open(file.Name, ct);
        if (content is null)
        {
            faults.Add($"{file.Name} is missing{whose}.");
            return false;
        }
        await using var metered = new MeteredStream(content, long.MaxValue);
        await metered.CopyToAsync(Stream.Null, ct);
        bytes += metered.Count;
        if (metered.Count == file.Size && metered.Sha256() == file.Sha256) return true;
        faults.Add($"{file.Name} was altered{whose}.");
        return false;
    }
}
