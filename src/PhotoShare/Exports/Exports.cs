using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>A person asked for a copy of everything of theirs.</summary>
public sealed record ExportRequested(Guid ExportId) : Hint;

/// <summary>Copies of all that a person has here: asked for by them, made by a worker, deleted after some days.</summary>
public sealed class Exports(PhotoShareDb db, Audit audit, IEventBus events, Settings settings)
{
    /// <summary>Asks for a copy. While one is being made, gives that one; within an hour of the last, refuses.</summary>
    public async Task<Export> Request(Viewer viewer, CancellationToken ct)
    {
        var me = viewer.Required;
        var (export, isNew) = await db.Atomically(() => PendingOrNew(me, ct), ct);
        if (isNew) await events.Publish(new ExportRequested(export.Id), ct);
        return export;
    }

    async Task<(Export Export, bool IsNew)> PendingOrNew(Guid me, CancellationToken ct)
    {
        // Of two requests at once the later one sees what the first made.
        await db.LockPerson(me, ct);
        var last = await db.Exports.AsNoTracking().Where(e => e.UserId == me && e.Status != ExportStatus.Failed).OrderByDescending(e => e.Id).FirstOrDefaultAsync(ct);
        if (last is { Status: ExportStatus.Pending }) return (last, false);
        if (last is not null && last.CreatedAt + settings.Exports.Interval - DateTime.UtcNow is var wait && wait > TimeSpan.Zero)
            throw new Refused("EXPORT_TOO_SOON", "You asked for a copy not long ago. Fetch that one, or ask again later.", kind: RefusalKind.RateLimited) { RetryAfter = wait };

        var export = new Export { UserId = me };
        db.Add(export);
        await audit.Note(new Viewer(me), AuditKind.ExportAsked, ct);
        await db.SaveChangesAsync(ct);
        return (export, true);
    }

    /// <summary>Deletes copies that were kept long enough, and their bytes. Run now and then by a worker.</summary>
    public async Task<int> ForgetOld(CancellationToken ct)
    {
        var before = DateTime.UtcNow - settings.Exports.Lifetime;
        var old = await db.Exports.Where(e => e.CreatedAt < before && e.Status != ExportStatus.Pending).OrderBy(e => e.Id).Take(100).ToListAsync(ct);
        db.AddRange(old.Select(e => new BlobDeletion { Key = BlobKeys.Export(e.UserId, e.Id) }));
        db.RemoveRange(old);
        await db.SaveChangesAsync(ct);
        return old.Count;
    }
}
