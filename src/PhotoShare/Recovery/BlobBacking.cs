using System.Diagnostics;
using System.Runtime.CompilerServices;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>What became of all blobs of a backup.</summary>
sealed record BackedBlobs(BackupFile List, long Blobs, long Bytes, long Copied, long CopiedBytes, IReadOnlyList<Guid> Gone, IReadOnlyList<string> Faults, IReadOnlyList<string> Parts);

/// <summary>
/// Brings the blobs of a snapshot into the backup: what a backup before has stays where it is, what was interrupted goes on. While it copies
/// it writes down now and then what it has, and when it is stopped what it has then.
/// </summary>
sealed class BlobBacking(BackupShelf shelf, BlobCopy copy, ScratchFolder scratch)
{
    /// <summary>Blobs that are copied beside each other, most of the time waiting for a store.</summary>
    public const int AtOnce = 8;

    const int BatchSize = 64;

    /// <summary>The most work that is done again after a crash.</summary>
    static readonly TimeSpan BetweenParts = TimeSpan.FromSeconds(5);

    readonly List<string> parts = [];
    readonly List<BackedBlob> unwritten = [];

    public async Task<BackedBlobs> Run(string id, Inventory inventory, BackupManifest? before, IReadOnlyList<string> unfinished, Action<long> progress, CancellationToken ct)
    {
        await using var there = new SortedReader<BackupEntry>(shelf.Place.List(BackedBlob.Folder, ct), entry => entry.Name, ct);
        var known = new List<SortedReader<BackedBlob>>();
        await foreach (var list in ListsBefore(before, unfinished, ct)) known.Add(new SortedReader<BackedBlob>(BlobList.Read(list, ct), blob => blob.Key, ct));
        var (gone, faults) = (new SortedSet<Guid>(), new List<string>());
        var (done, blobs, bytes, copied, copiedBytes) = (0L, 0L, 0L, 0L, 0L);
        var clock = Stopwatch.StartNew();
        try
        {
            await using (var file = File.Create(scratch["files"]))
            await using (var all = new BlobList(file))
                await foreach (var batch in Batches(inventory, ct))
                {
                    var work = new List<(NamedBlob Named, BackedBlob? Known)>(batch.Count);
                    foreach (var named in batch) work.Add((named, await Known(named, there, known)));
                    await foreach (var result in Copied(work, ct))
                    {
                        progress(++done);
                        if (result.IsGone && Inventory.PhotoOf(result.Named.Key) is { } photo) gone.Add(photo);
                        if (result.Fault is { } fault) faults.Add(fault);
                        if (result.Blob is not { } blob) continue;
                        await all.Add(blob, ct);
                        (blobs, bytes) = (blobs + 1, bytes + blob.Size);
                        if (result.IsNew) (copied, copiedBytes) = (copied + 1, copiedBytes + blob.Stored);
                    }
                    if (clock.Elapsed < BetweenParts) continue;
                    await WritePart(id, ct);
                    clock.Restart();
                }
        }
        catch
        {
            await TakeDown(id);
            throw;
        }
        finally
        {
            foreach (var list in known) await list.DisposeAsync();
        }
        await using var content = File.OpenRead(scratch["files"]);
        return new BackedBlobs(await shelf.Put(BackupShelf.FilesOf(id), content, ct), blobs, bytes, copied, copiedBytes, [.. gone], faults, parts);
    }

    /// <summary>In their order, though several are copied at once; each is written down as soon as it is there.</summary>
    async IAsyncEnumerable<CopiedBlob> Copied(List<(NamedBlob Named, BackedBlob? Known)> batch, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var chunk in batch.Chunk(AtOnce))
        {
            var work = chunk.Select(blob => blob.Known is { } known ? Task.FromResult(new CopiedBlob(blob.Named, known)) : copy.Copy(blob.Named, ct)).ToList();
            try
            {
                await Task.WhenAll(work);
            }
            finally
            {
                unwritten.AddRange(work.Where(done => done.IsCompletedSuccessfully).Select(done => done.Result.Blob).OfType<BackedBlob>());
            }
            foreach (var done in work) yield return await done;
        }
    }

    /// <summary>What an earlier backup, or one that was interrupted, says of a blob whose file lies there as it says.</summary>
    static async Task<BackedBlob?> Known(NamedBlob named, SortedReader<BackupEntry> there, List<SortedReader<BackedBlob>> lists)
    {
        var (isThere, entry) = await there.Find(BackedBlob.NameOf(named.Key));
        BackedBlob? known = null;
        foreach (var list in lists)
            if (await list.Find(named.Key) is (true, var blob) && isThere && blob.Stored == entry.Size) known = blob;
        return known;
    }

    async IAsyncEnumerable<string> ListsBefore(BackupManifest? before, IReadOnlyList<string> unfinished, [EnumeratorCancellation] CancellationToken ct)
    {
        if (before is not null)
        {
            await shelf.Fetch(before.Files, scratch["before"], ct);
            yield return scratch["before"];
        }
        var number = 0;
        foreach (var id in unfinished)
        {
            var names = new List<string>();
            await foreach (var file in shelf.Place.List($"backups/{id}/", ct))
                if (file.Name.Contains("/part-", StringComparison.Ordinal)) names.Add(file.Name);
            foreach (var name in names)
            {
                var part = scratch[$"part-{number++}"];
                await using (var content = await shelf.Place.Open(name, ct) ?? throw new RecoveryException($"{name} went away while it was read. Is another instance using {shelf.Place.Spoken}?"))
                await using (var file = File.Create(part))
                    await content.CopyToAsync(file, ct);
                yield return part;
            }
        }
    }

    static async IAsyncEnumerable<IReadOnlyList<NamedBlob>> Batches(Inventory inventory, [EnumeratorCancellation] CancellationToken ct)
    {
        var batch = new List<NamedBlob>(BatchSize);
        await foreach (var blob in inventory.Blobs(ct))
        {
            batch.Add(blob);
            if (batch.Count < BatchSize) continue;
            yield return batch;
            batch = new List<NamedBlob>(BatchSize);
        }
        if (batch.Count > 0) yield return batch;
    }

    async Task WritePart(string id, CancellationToken ct)
    {
        if (unwritten.Count == 0) return;
        using var file = new MemoryStream();
        await using (var list = new BlobList(file))
            foreach (var blob in unwritten) await list.Add(blob, ct);
        file.Position = 0;
        var name = BackupShelf.PartOf(id, parts.Count + 1);
        await shelf.Put(name, file, ct);
        parts.Add(name);
        unwritten.Clear();
    }

    async Task TakeDown(string id)
    {
        try
        {
            await WritePart(id, CancellationToken.None);
        }
        catch (BlobStoreException)
        {
            // Why the copying failed says more; what could not be written down is copied again.
        }
    }
}
