using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>What moderators' actions do to posts, comments and photos, and what takes it back. All of it within the caller's transaction.</summary>
static class ModeratedThings
{
    /// <summary>Hides a comment or a post, or shows it again.</summary>
    internal static Task SetHidden(this PhotoShareDb db, ReportSubject subject, Guid id, Guid? postId, DateTime? at, CancellationToken ct) => subject == ReportSubject.Comment
        ? db.Comments.Where(c => c.Id == id).ExecuteUpdateAsync(set => set.SetProperty(c => c.HiddenAt, at), ct)
        : db.Posts.Where(p => p.Id == postId).ExecuteUpdateAsync(set => set.SetProperty(p => p.HiddenAt, at), ct);

    /// <summary>What the author had written themselves before moderators warned of a post.</summary>
    internal static Task<string?> WarningBefore(this PhotoShareDb db, Guid postId, CancellationToken ct) => db.ModerationActions
        .Where(a => a.PostId == postId && a.Kind == ModerationKind.Warn).OrderByDescending(a => a.Id).Select(a => a.EarlierWarning).FirstOrDefaultAsync(ct);

    /// <summary>Takes the moderators' warning off a post.</summary>
    internal static async Task Unwarn(this PhotoShareDb db, Guid? postId, CancellationToken ct)
    {
        if (postId is not { } id) return;
        var before = await db.WarningBefore(id, ct);
        await db.Posts.Where(p => p.Id == id && p.WarnedAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.ContentWarning, before).SetProperty(p => p.WarnedAt, (DateTime?)null), ct);
    }

    /// <summary>A comment and its replies.</summary>
    internal static async Task RemoveComment(this PhotoShareDb db, Guid id, Guid action, CancellationToken ct)
    {
        var replies = await db.Comments.Where(reply => reply.ParentId == id).Select(reply => reply.Id).ToListAsync(ct);
        await db.CloseReports([id, .. replies], action, ct);
        await db.Comments.Where(reply => reply.ParentId == id).ExecuteDeleteAsync(ct);
        await db.Comments.Where(comment => comment.Id == id).ExecuteDeleteAsync(ct);
    }

    /// <summary>A photo of a post, or all of it: without one named, and where it is the last.</summary>
    internal static async Task RemovePhotos(this PhotoShareDb db, Guid? photoId, Guid postId, Guid action, bool forGood, CancellationToken ct)
    {
        var photos = await db.Photos.Where(p => p.PostId == postId).ToListAsync(ct);
        var gone = photoId is null || photos.Count == 1 ? photos : photos.FindAll(photo => photo.Id == photoId);
        await db.CloseReports([.. gone.Select(photo => photo.Id), .. gone.Count == photos.Count ? [postId] : Array.Empty<Guid>()], action, ct);
        if (forGood) db.AddRange(gone.Where(photo => photo.PerceptualHash is not null).Select(photo => RemovedImage.Of(photo.PerceptualHash!.Value, action)));
        db.AddRange(gone.SelectMany(BlobDeletion.Of));
        db.RemoveRange(gone);
        if (gone.Count == photos.Count) db.Remove(await db.Posts.SingleAsync(p => p.Id == postId, ct));
        await db.SaveChangesAsync(ct);
    }
}
