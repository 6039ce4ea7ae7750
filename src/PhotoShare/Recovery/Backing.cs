using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>What a backup came to.</summary>
/// <param name="Copied">Blobs that were copied; the others were there from backups before.</param>
/// <param name="CopiedBytes">Of those, as they lie in the backup.</param>
/// <param name="Departed">People whose key is in no backup any more, since this one or one before.</param>
/// <param name="Removed">Older backups that were taken away.</param>
public sealed record BackupResult(BackupManifest Manifest, long Copied, long CopiedBytes, int Keys, int Departed, IReadOnlyList<string> Removed);

/// <summary>
/// Backs a running instance up. First the anchor of the audit log, then a snapshot of the database, then the blobs that it names, then the keys of
/// the people in it: each is deleted after its row, so what is not there any more was deleted meanwhile, and is written down as gone.
/// </summary>
public sealed class Backing(Settings settings, IBlobStore blobs, InstanceSecret secret, IDbContextFactory<PhotoShareDb> databases)
{
    readonly BackupKeys keys = new(secret);

    /// <param name="place">For everything but the keys of people.</param>
    /// <param name="keyPlace">For those.</param>
    /// <param name="keep">So many of the newest backups stay; <c>null</c> for all.</param>
    public async Task<BackupResult> Run(IBackupPlace place, IBackupPlace keyPlace, int? keep, Action<RecoveryStep> progress, CancellationToken ct)
    {
        var database = DatabaseBackup.Of(settings);
        await using var held = await database.Hold(ct);
        using var scratch = new ScratchFolder(settings.DataDirectory);
        var shelf = new BackupShelf(place);
        var ids = await shelf.Ids(ct);
        var before = ids.Complete is [.., var newest] ? (await Own(await shelf.Manifest(newest, ct), place)).Manifest : null;
        var keysBefore = await Own(await PeopleKeys.Read(keyPlace, ct), keyPlace);
        var id = DateTime.UtcNow.ToString("yyyyMMdd'-'HHmmssfff", CultureInfo.InvariantCulture);

        var auditHead = await Read(BlobKeys.AuditHead, ct);
        var takenAt = DateTime.UtcNow;
        progress(new(RecoveryPart.Database, 0, 2));
        var (inventory, migration) = await Snapshot(database, scratch, ct);
        progress(new(RecoveryPart.Database, 1, 2));
        BackupFile dump;
        await using (var content = File.OpenRead(scratch["database"]))
        await using (var sealing = keys.Seal.Seal(BackupShelf.DumpOf(id), content))
            dump = await shelf.Put(BackupShelf.DumpOf(id), sealing, ct);
        progress(new(RecoveryPart.Database, 2, 2));

        var copying = new BlobBacking(shelf, new BlobCopy(blobs, shelf, keys, databases), scratch);
        var copied = await copying.Run(id, inventory, before, ids.Unfinished, done => progress(new(RecoveryPart.Blobs, done, inventory.Counts.Blobs)), ct);

        var people = await KeysOf(inventory, keysBefore, progress, ct);
        await people.Write(keyPlace, ct);
        var manifest = new BackupManifest(BackupManifest.FormatName, BackupManifest.CurrentVersion, id, keys.Instance, takenAt, database.Kind, migration, dump, copied.List,
            inventory.Counts with { Blobs = copied.Blobs, Bytes = copied.Bytes }, auditHead, copied.Gone, copied.Faults);
        await using (var text = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(SignedManifest.Sign(manifest, keys))))
            await shelf.Put(BackupShelf.ManifestOf(id), text, ct);

        foreach (var part in copied.Parts) await place.Delete(part, ct);
        foreach (var unfinished in ids.Unfinished) await shelf.Remove(unfinished, ct);
        var removed = keep is { } count ? await new BackupPruning(shelf, scratch).Keep(count, ct) : [];
        return new BackupResult(manifest, copied.Copied, copied.CopiedBytes, people.People.Count, people.Departed.Count, removed);
    }

    static async Task<(Inventory, string Migration)> Snapshot(IDatabaseBackup database, ScratchFolder scratch, CancellationToken ct)
    {
        await using var snapshot = await database.Take(scratch["database"], ct);
        return (await Inventory.Of(snapshot.Db, scratch["inventory"], ct), (await snapshot.Db.Database.GetAppliedMigrationsAsync(ct)).Last());
    }

    Task<SignedManifest> Own(SignedManifest found, IBackupPlace place) => found.IsOf(keys) ? Task.FromResult(found)
        : throw new RecoveryException($"{place.Spoken} has backups of another instance, or ones that were forged. Name another place for those of this one.");

    Task<PeopleKeys?> Own(PeopleKeys? found, IBackupPlace place) => found is null || found.Instance == keys.Instance ? Task.FromResult(found)
        : throw new RecoveryException($"{place.Spoken} has the keys of another instance. Name another place for those of this one.");

    /// <summary>Of everybody in the snapshot; whose are not there any more has left, and is written down as such.</summary>
    async Task<PeopleKeys> KeysOf(Inventory inventory, PeopleKeys? before, Action<RecoveryStep> progress, CancellationToken ct)
    {
        var found = new Dictionary<Guid, byte[]>();
        var absent = new HashSet<Guid>(before?.People.Keys ?? []);
        absent.ExceptWith(inventory.People);
        foreach (var chunk in inventory.People.Chunk(BlobBacking.AtOnce))
        {
            foreach (var (person, key) in await Task.WhenAll(chunk.Select(async person => (person, await Read(BlobKeys.UserKey(person), ct)))))
            {
                if (key is not null) found[person] = key;
                else absent.Add(person);
            }
            progress(new(RecoveryPart.Keys, found.Count + absent.Count, inventory.People.Count));
        }
        progress(new(RecoveryPart.Keys, 1, 1));
        var departed = new Dictionary<Guid, DateTime>(before?.Departed ?? new Dictionary<Guid, DateTime>());
        await using var today = await databases.CreateDbContextAsync(ct);
        foreach (var person in absent)
            if (!await today.Users.AnyAsync(u => u.Id == person, ct)) departed.TryAdd(person, DateTime.UtcNow);
        return new PeopleKeys(keys.Instance, (await Read(BlobKeys.InstanceSecret, ct))!, found, departed);
    }

    async Task<byte[]?> Read(string key, CancellationToken ct)
    {
        await using var content = await blobs.Open(key, ct);
        if (content is null) return null;
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }
}

/// <summary>A folder for what lies on this machine only meanwhile, for its owner's eyes alone. What an earlier one left that was killed goes too: who holds the instance is alone.</summary>
sealed class ScratchFolder : IDisposable
{
    readonly string folder;

    public ScratchFolder(string dataDirectory)
    {
        folder = Path.Combine(dataDirectory, ".recovery");
        Dispose();
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string this[string name] => Path.Combine(folder, name);

    public void Dispose()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
