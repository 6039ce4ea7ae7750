using System.Security.Cryptography;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>
/// Puts a backup back into an instance that has nothing yet. Every file is held against its hash before what it holds is taken; bytes come first, keys
/// then, rows next, whole or not at all, and last the instance's secret, without which nothing opens. Interrupted, it goes on: what is there is not written again.
/// </summary>
public sealed class Restoring(Settings settings, IMasterKey master)
{
    const int AtOnce = 8;

    /// <summary>The backup that is to be put back. Throws <see cref="RecoveryException"/> for one that this instance or this version can't take.</summary>
    /// <param name="id"><c>null</c> for the newest.</param>
    public async Task<RestorablePlan> Plan(IBackupPlace place, IBackupPlace keyPlace, string? id, CancellationToken ct)
    {
        var shelf = new BackupShelf(place);
        var signed = id is null ? await shelf.Newest(ct) : await shelf.Manifest(id, ct);
        if (signed is null) throw new RecoveryException($"There is no backup in {place.Spoken}.");
        var people = await PeopleKeys.Read(keyPlace, ct) ?? throw new RecoveryException($"There are no keys of people in {keyPlace.Spoken}. Name with --keys the place that the backups named.");
        var secret = await Secret(people, ct);
        var keys = new BackupKeys(secret);
        if (!signed.IsOf(keys)) throw new RecoveryException($"The backup {signed.Manifest.Id} is not of the instance whose keys lie in {keyPlace.Spoken}, or its manifest was altered.");
        var database = DatabaseBackup.Of(settings);
        if (signed.Manifest.Database != database.Kind) throw new RecoveryException($"The backup {signed.Manifest.Id} is of {signed.Manifest.Database}, and this instance is set to {database.Kind}. Set PhotoShare:Database to the same kind.");
        if (!database.KnownMigrations.Contains(signed.Manifest.Migration)) throw new RecoveryException($"The backup {signed.Manifest.Id} was made by a newer version (it has {signed.Manifest.Migration}). Update PhotoShare, then restore.");
        return new RestorablePlan(signed.Manifest, people, secret, shelf, keys);
    }

    /// <summary>Throws <see cref="RecoveryException"/> unless there is nothing that would be written over.</summary>
    public async Task CheckEmpty(IBlobStore blobs, CancellationToken ct)
    {
        if (await DatabaseBackup.Of(settings).InTheWay(ct) is { } rows) throw new RecoveryException(rows);
        if (await blobs.Size(BlobKeys.InstanceSecret, ct) is not null) throw new RecoveryException("The blob store has the keys of an instance already. Restore into an empty one: a new bucket, or a new data folder (master.key alone may lie in it).");
    }

    /// <summary>Puts everything back but the secret: see <see cref="Open"/>. Ask <see cref="CheckEmpty"/> before the first attempt.</summary>
    /// <returns>Blobs that were written, and that an interrupted attempt had written already.</returns>
    public async Task<(long Written, long There)> Run(RestorablePlan plan, IBlobStore blobs, Action<RecoveryStep> progress, CancellationToken ct)
    {
        using var scratch = new ScratchFolder(settings.DataDirectory);
        var database = DatabaseBackup.Of(settings);
        // Rows come whole or not at all, so those that are there are all.
        var hasRows = await database.InTheWay(ct) is not null;
        if (!hasRows) await Dump(plan, scratch["database"], ct);
        await plan.Shelf.Fetch(plan.Manifest.Files, scratch["files"], ct);
        var counts = await Blobs(plan, blobs, scratch["files"], progress, ct);
        await Keys(plan, blobs, progress, ct);
        progress(new(RecoveryPart.Database, 1, 2));
        if (!hasRows) await database.Restore(scratch["database"], ct);
        progress(new(RecoveryPart.Database, 2, 2));
        return counts;
    }

    /// <summary>The last step, after which it is an instance: its secret.</summary>
    public static async Task Open(RestorablePlan plan, IBlobStore blobs, CancellationToken ct)
    {
        using var secret = new MemoryStream(plan.People.Secret);
        await blobs.Put(BlobKeys.InstanceSecret, secret, "application/octet-stream", ct);
    }

    async Task<InstanceSecret> Secret(PeopleKeys people, CancellationToken ct)
    {
        try
        {
            return await InstanceSecret.Open(master, people.Secret, ct);
        }
        catch (CryptographicException foreign)
        {
            throw new RecoveryException($"The master key at hand does not open the keys of this backup: they were wrapped by {WrappedKeys.MasterOf(people.Secret)}, and it is {master.Id}. Put the right master.key into the data folder, or name the right KMS key in PhotoShare:KmsKey.", foreign);
        }
    }

    static async Task Dump(RestorablePlan plan, string path, CancellationToken ct)
    {
        await using var copy = File.Create(path);
        await Opened(plan, plan.Manifest.Dump, opened => opened.CopyToAsync(copy, ct), ct);
    }

    static async Task<(long Written, long There)> Blobs(RestorablePlan plan, IBlobStore blobs, string list, Action<RecoveryStep> progress, CancellationToken ct)
    {
        var gone = plan.Manifest.GonePhotos.ToHashSet();
        var (written, there, done) = (0L, 0L, 0L);
        await Parallel.ForEachAsync(BlobList.Read(list, ct), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (blob, stop) =>
        {
            if (Inventory.PhotoOf(blob.Key) is not { } photo || !gone.Contains(photo))
            {
                // Stores write whole or not at all, so one of the right size is one that an interrupted restoration wrote.
                if (await blobs.Size(blob.Key, stop) == blob.Size) Interlocked.Increment(ref there);
                else
                {
                    await Write(plan, blobs, blob, stop);
                    Interlocked.Increment(ref written);
                }
            }
            progress(new(RecoveryPart.Blobs, Interlocked.Increment(ref done), plan.Manifest.Counts.Blobs));
        });
        return (written, there);
    }

    static Task Write(RestorablePlan plan, IBlobStore blobs, BackedBlob blob, CancellationToken ct) =>
        Opened(plan, new BackupFile(blob.Name, blob.Stored, blob.Sha256), opened => blobs.Put(blob.Key, opened, BlobKey.ContentType(blob.Key), ct), ct);

    /// <summary>What a file holds, whose end comes only when all of it is as it was written.</summary>
    static async Task Opened(RestorablePlan plan, BackupFile file, Func<Stream, Task> take, CancellationToken ct)
    {
        await using var content = await plan.Shelf.Open(file, ct);
        try
        {
            await using var opened = await plan.Keys.Seal.Open(file.Name, content, ct);
            await take(opened);
        }
        catch (CryptographicException altered)
        {
            throw new RecoveryException($"{file.Name} is not what was written: it was altered or damaged. See: photoshare backup verify", altered);
        }
    }

    static async Task Keys(RestorablePlan plan, IBlobStore blobs, Action<RecoveryStep> progress, CancellationToken ct)
    {
        var done = 0L;
        await Parallel.ForEachAsync(plan.People.People, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (person, stop) =>
        {
            using var key = new MemoryStream(person.Value);
            await blobs.Put(BlobKeys.UserKey(person.Key), key, "application/octet-stream", stop);
            progress(new(RecoveryPart.Keys, Interlocked.Increment(ref done), plan.People.People.Count));
        });
        if (plan.Manifest.AuditHead is not { } head) return;
        using var anchor = new MemoryStream(head);
        await blobs.Put(BlobKeys.AuditHead, anchor, "application/octet-stream", ct);
    }
}

/// <summary>A backup whose manifest holds, and the keys that it opens by.</summary>
public sealed record RestorablePlan(BackupManifest Manifest, PeopleKeys People, InstanceSecret Secret, BackupShelf Shelf, BackupKeys Keys);
