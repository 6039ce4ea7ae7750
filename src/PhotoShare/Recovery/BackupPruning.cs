namespace PhotoShare;

/// <summary>Takes older backups away, and the blobs that none of the others names, also those that an interrupted one left.</summary>
sealed class BackupPruning(BackupShelf shelf, ScratchFolder scratch)
{
    /// <summary>Keeps so many of the newest; gives the ids of those that it took away. For who holds the instance, so that no other backup is under way.</summary>
    public async Task<IReadOnlyList<string>> Keep(int count, CancellationToken ct)
    {
        var complete = (await shelf.Ids(ct)).Complete;
        var (removed, kept) = (complete.Take(Math.Max(0, complete.Count - count)).ToList(), complete.TakeLast(count).ToList());
        foreach (var id in removed) await shelf.Remove(id, ct);
        await Sweep(kept, ct);
        return removed;
    }

    async Task Sweep(IReadOnlyList<string> kept, CancellationToken ct)
    {
        var lists = new List<SortedReader<BackedBlob>>();
        foreach (var id in kept)
        {
            await shelf.Fetch((await shelf.Manifest(id, ct)).Manifest.Files, scratch[$"kept-{id}"], ct);
            lists.Add(new SortedReader<BackedBlob>(BlobList.Read(scratch[$"kept-{id}"], ct), blob => blob.Name, ct));
        }
        try
        {
            // Deleted after the listing has gone by, so that it lists what was there.
            var unnamed = new List<string>();
            await foreach (var entry in shelf.Place.List(BackedBlob.Folder, ct))
            {
                var isNamed = false;
                foreach (var list in lists) isNamed |= (await list.Find(entry.Name)).Found;
                if (!isNamed) unnamed.Add(entry.Name);
            }
            foreach (var name in unnamed) await shelf.Place.Delete(name, ct);
        }
        finally
        {
            foreach (var list in lists) await list.DisposeAsync();
        }
    }
}
