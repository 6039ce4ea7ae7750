using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

static class Publishing
{
    /// <summary>
    /// Makes one waiting post (or every one, for <c>null</c>) visible if all its photos are ready, with a word to whom it mentions, and
    /// says how many it made so. Conditional, so any number of callers may try.
    /// </summary>
    internal static async Task<int> PublishReady(this PhotoShareDb db, Guid? postId, CancellationToken ct)
    {
        var ready = db.Posts.AsNoTracking().Where(p => p.PublishedAt == null && (postId == null || p.Id == postId)
            && p.Photos.Any() && p.Photos.All(photo => photo.Status == PhotoStatus.Ready));
        var published = 0;
        foreach (var post in await ready.Select(p => new { p.Id, p.AuthorId }).ToListAsync(ct))
        {
            var isFirst = await db.Atomically(async () =>
            {
                var now = DateTime.UtcNow;
                if (await ready.Where(p => p.Id == post.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.PublishedAt, p => p.ImportedAt == null ? now : p.CreatedAt), ct) == 0) return false;
                var hashes = await db.Photos.Where(p => p.PostId == post.Id && p.PerceptualHash != null).Select(p => p.PerceptualHash!.Value).ToListAsync(ct);
                if (await db.RemovedLike(hashes, ct) is { } removal)
                {
                    await db.HideAlike(post.Id, post.AuthorId, removal, now, ct);
                    return true;
                }
                var named = await db.PostMentions.Where(m => m.PostId == post.Id).Select(m => m.UserId).ToListAsync(ct);
                await db.Tell(post.AuthorId, named.Select(name => MentionIn(post.Id, post.AuthorId, name)), ct);
                await db.SaveChangesAsync(ct);
                return true;
            }, ct);
            if (isFirst) published++;
        }
        return published;
    }

    internal static NotificationCause MentionIn(Guid postId, Guid author, Guid named) =>
        new() { RecipientId = named, ActorId = author, Kind = NotificationKind.Mention, PostId = postId };
}
