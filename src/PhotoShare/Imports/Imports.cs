using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>An import has all its files and waits for a worker.</summary>
public sealed record ImportArrived(Guid ImportId) : Hint;

/// <summary>A ZIP that is to come.</summary>
/// <param name="Name">As its owner calls it.</param>
public sealed record AnnouncedZip(string Name, long ByteSize);

/// <summary>Copies that people bring along from another instance, or from Instagram: announced, sent as photos are, taken apart by a worker.</summary>
public sealed class Imports(PhotoShareDb db, IBlobStore blobs, Audit audit, IEventBus events, Settings settings)
{
    /// <summary>Announces the ZIPs of an import. One at a time: refuses while another is on its way or being worked at.</summary>
    /// <param name="keepPlaces">Whether posts keep the places that they name.</param>
    public async Task<Import> Request(Viewer viewer, IReadOnlyList<AnnouncedZip> zips, bool keepPlaces, CancellationToken ct)
    {
        var me = viewer.Required;
        if (zips.Count == 0 || zips.Count > settings.Imports.MaxFiles)
            throw new Refused("IMPORT_FILES", $"An import has 1 to {settings.Imports.MaxFiles} ZIP files.", "files") { Constraint = $"count 1..{settings.Imports.MaxFiles}" };
        if (zips.Any(zip => zip.ByteSize <= 0)) throw new Refused("EMPTY_FILE", "The file is empty.", "files");
        if (zips.Sum(zip => (decimal)zip.ByteSize) > settings.Imports.MaxBytes) throw TooLarge();
        await db.CheckMaySpeak(me, ct);

        var import = new Import { UserId = me, KeepPlaces = keepPlaces };
        foreach (var (index, zip) in zips.Index())
        {
            var file = new ImportFile { ImportId = import.Id, UserId = me, Number = index + 1, FileName = NameOf(zip.Name), ByteSize = zip.ByteSize, PartSize = PartSizeOf(zip.ByteSize) };
            file.UploadId = await blobs.StartUpload(KeyOf(file), "application/zip", ct);
            import.Files.Add(file);
        }
        await SaveAlone(import, ct);
        return import;
    }

    /// <summary>Takes the ZIPs of an import as they come in one request, each streamed to the store, for browsers without script.</summary>
    /// <param name="zips">Each is read to its end before the next one is asked for.</param>
    public async Task<Import> Receive(Viewer viewer, IAsyncEnumerable<(string Name, Stream Content)> zips, Func<bool> keepPlaces, CancellationToken ct)
    {
        var me = viewer.Required;
        await db.CheckMaySpeak(me, ct);
        var (id, files, bytes) = (RowId.Next(), new List<ImportFile>(), 0L);
        try
        {
            await foreach (var (name, content) in zips.WithCancellation(ct))
            {
                if (files.Count == settings.Imports.MaxFiles) throw new Refused("IMPORT_FILES", $"An import has 1 to {settings.Imports.MaxFiles} ZIP files.", "files");
                var counted = new MeteredStream(content, settings.Imports.MaxBytes - bytes);
                var file = new ImportFile { ImportId = id, UserId = me, Number = files.Count + 1, FileName = NameOf(name), ByteSize = 0, ArrivedAt = DateTime.UtcNow };
                files.Add(file);
                await blobs.Put(KeyOf(file), counted, "application/zip", ct);
                bytes += file.ByteSize = counted.Count;
            }
            if (bytes == 0) throw new Refused("IMPORT_FILES", "Choose the ZIP that you got.", "files");
            var import = new Import { Id = id, UserId = me, KeepPlaces = keepPlaces(), Status = ImportStatus.Pending };
            foreach (var file in files) import.Files.Add(file);
            await SaveAlone(import, ct);
            await events.Publish(new ImportArrived(id), ct);
            return import;
        }
        catch (Exception failure)
        {
            if (files.Count > 0) await DeleteBytes(me, id);
            if (failure is MeteredStream.TooLong) throw TooLarge();
            throw;
        }
    }

    /// <summary>Joins the parts of all files and hands the import to a worker. Twice is once.</summary>
    public async Task<Import> Complete(Viewer viewer, Guid importId, CancellationToken ct)
    {
        var import = await Own(viewer, importId, ct);
        if (import.Status != ImportStatus.Uploading) return import;
        foreach (var file in import.Files.Where(f => f.ArrivedAt is null))
        {
            if (await blobs.Size(KeyOf(file), ct) != file.ByteSize) await Join(file, ct);
            file.ArrivedAt = DateTime.UtcNow;
        }
        import.Status = ImportStatus.Pending;
        await db.SaveChangesAsync(ct);
        await events.Publish(new ImportArrived(import.Id), ct);
        return import;
    }

    /// <summary>Ends an import, and forgets it with its files. What it has added already stays.</summary>
    public async Task Cancel(Viewer viewer, Guid importId, CancellationToken ct) => await Forget([await Own(viewer, importId, ct)], ct);

    /// <summary>Deletes imports that nobody came back for, and what became of those that were finished long ago. Run now and then by a worker.</summary>
    public async Task<int> ForgetOld(CancellationToken ct)
    {
        var (abandoned, finished) = (DateTime.UtcNow - settings.Uploads.TicketLifetime, DateTime.UtcNow - settings.Imports.Lifetime);
        var old = await db.Imports.Include(i => i.Files)
            .Where(i => (i.Status == ImportStatus.Uploading && i.CreatedAt < abandoned) || i.FinishedAt < finished).OrderBy(i => i.Id).Take(20).ToListAsync(ct);
        await Forget(old, ct);
        return old.Count;
    }

    internal static string KeyOf(ImportFile file) => BlobKeys.Import(file.UserId, file.ImportId, file.Id);

    /// <summary>An upload has a bounded number of parts.</summary>
    int PartSizeOf(long bytes) => (int)Math.Max(settings.Uploads.PartSize, (bytes + DiskBlobStore.MaxParts - 1) / DiskBlobStore.MaxParts);

    async Task SaveAlone(Import import, CancellationToken ct)
    {
        try
        {
            await db.Atomically(async () =>
            {
                // Of two requests at once the later one sees what the first made.
                await db.LockPerson(import.UserId, ct);
                if (await db.Imports.AnyAsync(i => i.UserId == import.UserId && (i.Status == ImportStatus.Uploading || i.Status == ImportStatus.Pending), ct))
                    throw Refused.Conflict("IMPORT_RUNNING", "Another import of yours is not finished yet. Wait until it is, or end it.");
                db.Add(import);
                await audit.Note(new Viewer(import.UserId), AuditKind.ImportAsked, ct);
                await db.SaveChangesAsync(ct);
            }, ct);
        }
        catch (Refused)
        {
            foreach (var file in import.Files.Where(f => f.UploadId is not null)) await blobs.AbortUpload(KeyOf(file), file.UploadId!, ct);
            throw;
        }
    }

    async Task Join(ImportFile file, CancellationToken ct)
    {
        var parts = (await blobs.Parts(KeyOf(file), file.UploadId!, ct)).ToDictionary(p => p.Number, p => p.Size);
        var missing = UploadTicket.PartSizes(file.ByteSize, file.PartSize).Where((size, i) => parts.GetValueOrDefault(i + 1) != size).Count();
        if (missing > 0) throw Refused.Conflict("UPLOAD_INCOMPLETE", $"{missing} parts are missing or have another size than announced. Send them, then complete the upload.", "importId");
        await blobs.FinishUpload(KeyOf(file), file.UploadId!, ct);
    }

    async Task Forget(IReadOnlyCollection<Import> imports, CancellationToken ct)
    {
        foreach (var import in imports.Where(i => i.Status == ImportStatus.Uploading))
            foreach (var file in import.Files.Where(f => f is { UploadId: not null, ArrivedAt: null })) await blobs.AbortUpload(KeyOf(file), file.UploadId!, ct);
        db.AddRange(imports.Select(i => new BlobDeletion { Key = BlobKeys.Import(i.UserId, i.Id) }));
        db.RemoveRange(imports);
        await db.SaveChangesAsync(ct);
    }

    async Task DeleteBytes(Guid me, Guid importId)
    {
        db.ChangeTracker.Clear();
        db.Add(new BlobDeletion { Key = BlobKeys.Import(me, importId) });
        await db.SaveChangesAsync(CancellationToken.None);
    }

    async Task<Import> Own(Viewer viewer, Guid importId, CancellationToken ct)
    {
        var me = viewer.Required;
        return await db.Imports.Include(i => i.Files).SingleOrDefaultAsync(i => i.Id == importId && i.UserId == me, ct) ?? throw Refused.NotFound("There is no such import.", "importId");
    }

    Refused TooLarge() => new("IMPORT_TOO_LARGE", $"The files of an import have at most {settings.Imports.MaxBytes / (1024 * 1024)} MB together.", "files", RefusalKind.UnsupportedMedia);

    static string NameOf(string name)
    {
        name = Path.GetFileName(name.Trim().Replace('\\', '/'));
        return name.Length switch { 0 => "import.zip", > Photo.MaxFileNameLength => name[..Photo.MaxFileNameLength], _ => name };
    }
}
