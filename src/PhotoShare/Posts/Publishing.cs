using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

static class Publishing
{
    /// <summary>Makes one waiting post (or every one, for <c>null</c>) visible if all its photos are ready, and says how many it made so. Conditional, so any number of callers may try.</summary>
    internal static Task<int> PublishReady(this PhotoShareDb db, Guid? postId, CancellationToken ct)
    {
        var now = DateTime.UtcNow;
        return db.Posts
            .Where(p => p.PublishedAt == null && (postId == null || p.Id == postId) && p.Photos.Any() && p.Photos.All(photo => photo.Status == PhotoStatus.Ready))
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.PublishedAt, now), ct);
    }
}
