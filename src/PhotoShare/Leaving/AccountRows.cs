using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>All rows that a person has, or that name them.</summary>
public sealed class AccountRows(PhotoShareDb db, Audit audit, IBlobStore blobs)
{
    /// <summary>Deletes them, orders their bytes to be deleted, and writes down what it was in the departure.</summary>
    internal async Task Delete(Guid departureId, Guid me, CancellationToken ct)
    {
        foreach (var upload in await db.Photos.AsNoTracking().Where(p => p.OwnerId == me && p.UploadId != null).Select(p => new { p.Id, p.UploadId }).ToListAsync(ct))
            await blobs.AbortUpload(BlobKeys.Original(upload.Id), upload.UploadId!, ct);
        foreach (var file in await db.ImportFiles.AsNoTracking().Where(f => f.UserId == me && f.UploadId != null && f.ArrivedAt == null).ToListAsync(ct))
            await blobs.AbortUpload(Imports.KeyOf(file), file.UploadId!, ct);

        await db.Atomically(async () =>
        {
            if (await db.LockPerson(me, ct) is null) return;
            var deleted = JsonSerializer.Serialize(await Counted(me, ct), ReceiptKey.Json);
            await db.Departures.Where(d => d.Id == departureId).ExecuteUpdateAsync(set => set.SetProperty(d => d.Deleted, deleted), ct);
            db.AddRange((await db.Photos.Where(p => p.OwnerId == me).Select(p => p.Id).ToListAsync(ct)).SelectMany(BlobDeletion.Of));
            db.AddRange(new BlobDeletion { Key = BlobKeys.Exports(me) }, new BlobDeletion { Key = BlobKeys.Imports(me) });
            await audit.Note(Viewer.Anonymous, AuditKind.AccountDeleted, ct, person: me);
            await db.SaveChangesAsync(ct);
            var places = await db.Posts.Where(p => p.AuthorId == me && p.PlaceId != null).Select(p => p.PlaceId!.Value).Distinct().ToListAsync(ct);
            await ForgetModeration(me, ct);
            // What the foreign keys do not take along themselves: photos hold their post, and replies the comment that they answer.
            await db.Photos.Where(p => p.OwnerId == me).ExecuteDeleteAsync(ct);
            await db.Comments.Where(reply => db.Comments.Any(c => c.Id == reply.ParentId && c.AuthorId == me)).ExecuteDeleteAsync(ct);
            await db.NotificationCauses.Where(c => c.ActorId == me).ExecuteDeleteAsync(ct);
            await db.Users.Where(u => u.Id == me).ExecuteDeleteAsync(ct);
            // A place that no other post names was theirs alone.
            await db.Places.Where(place => places.Contains(place.Id) && !db.Posts.Any(p => p.PlaceId == place.Id)).ExecuteDeleteAsync(ct);
        }, ct);
    }

    /// <summary>What was decided about them or by them stays written down, without a word of it, and of somebody who is nobody: all of it of the same one, so that it still makes sense.</summary>
    async Task ForgetModeration(Guid me, CancellationToken ct)
    {
        var nobody = Guid.NewGuid();
        await db.Reports.Where(r => r.SubjectId == me || db.Posts.Any(p => p.Id == r.SubjectId && p.AuthorId == me)
            || db.Photos.Any(p => p.Id == r.SubjectId && p.OwnerId == me) || db.Comments.Any(c => c.Id == r.SubjectId && c.AuthorId == me)).ExecuteDeleteAsync(ct);
        await db.ModerationActions.Where(a => a.PersonId == me).ExecuteUpdateAsync(set => set
            .SetProperty(a => a.Excerpt, (string?)null).SetProperty(a => a.Note, (string?)null).SetProperty(a => a.Word, (string?)null)
            .SetProperty(a => a.Appeal, (string?)null).SetProperty(a => a.AppealNote, (string?)null).SetProperty(a => a.AppealWord, (string?)null)
            .SetProperty(a => a.PersonId, nobody), ct);
        await db.ModerationActions.Where(a => a.SubjectId == me).ExecuteUpdateAsync(set => set.SetProperty(a => a.SubjectId, nobody), ct);
        await db.ModerationActions.Where(a => a.ModeratorId == me).ExecuteUpdateAsync(set => set.SetProperty(a => a.ModeratorId, nobody), ct);
        await db.ModerationActions.Where(a => a.AppealDecidedById == me).ExecuteUpdateAsync(set => set.SetProperty(a => a.AppealDecidedById, nobody), ct);
    }

    async Task<DeletedThings> Counted(Guid me, CancellationToken ct)
    {
        var originals = await db.Photos.Where(p => p.OwnerId == me && p.Sha256 != null).Select(p => p.Sha256!).ToListAsync(ct);
        originals.Sort(StringComparer.Ordinal);
        return new DeletedThings(
            Sha256.Hex(me.ToString()),
            await db.Posts.CountAsync(p => p.AuthorId == me, ct),
            await db.Photos.CountAsync(p => p.OwnerId == me, ct),
            await db.Photos.Where(p => p.OwnerId == me).SumAsync(p => p.ByteSize + p.RenditionBytes, ct),
            Sha256.Hex(string.Concat(originals)),
            await db.Comments.CountAsync(c => c.AuthorId == me, ct),
            await db.Likes.CountAsync(l => l.UserId == me, ct),
            await db.Follows.CountAsync(f => f.FollowerId == me || f.FolloweeId == me, ct),
            await db.SavedPosts.CountAsync(s => s.UserId == me, ct),
            await db.Exports.CountAsync(e => e.UserId == me, ct),
            await db.Imports.CountAsync(i => i.UserId == me, ct));
    }
}
