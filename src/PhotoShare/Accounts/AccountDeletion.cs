using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>The end of an account: the person and all that is theirs.</summary>
public sealed class AccountDeletion(PhotoShareDb db, Accounts accounts, IBlobStore blobs, Envelope envelope)
{
    /// <summary>
    /// Deletes the viewer's account, once they gave its password: posts, photos, comments with their replies, likes, follows, sessions and
    /// tokens at once, the bytes by a worker. What was sealed for them becomes unreadable in every backup too.
    /// </summary>
    public async Task Delete(Viewer viewer, string password, CancellationToken ct)
    {
        var me = viewer.Required;
        await accounts.CheckPassword(viewer, password, ct);
        foreach (var upload in await db.Photos.AsNoTracking().Where(p => p.OwnerId == me && p.UploadId != null).Select(p => new { p.Id, p.UploadId }).ToListAsync(ct))
            await blobs.AbortUpload(BlobKeys.Original(upload.Id), upload.UploadId!, ct);

        // The change tracker may hold the person; what follows goes past it.
        db.ChangeTracker.Clear();
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            db.AddRange((await db.Photos.Where(p => p.OwnerId == me).Select(p => p.Id).ToListAsync(ct)).SelectMany(BlobDeletion.Of));
            db.Add(new BlobDeletion { Key = BlobKeys.Exports(me) });
            await db.SaveChangesAsync(ct);
            // What the foreign keys do not take along themselves: photos hold their post, and replies the comment that they answer.
            await db.Photos.Where(p => p.OwnerId == me).ExecuteDeleteAsync(ct);
            await db.Comments.Where(reply => db.Comments.Any(c => c.Id == reply.ParentId && c.AuthorId == me)).ExecuteDeleteAsync(ct);
            await db.Users.Where(u => u.Id == me).ExecuteDeleteAsync(ct);
            await transaction.CommitAsync(ct);
        }
        // Last: if it fails, nothing is left that could be read with the key.
        await envelope.Forget(me, ct);
    }
}
