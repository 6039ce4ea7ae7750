using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>Following hashtags. All of it idempotent.</summary>
public sealed class HashtagFollows(PhotoShareDb db)
{
    /// <summary>From now on the hashtag's public posts are in the viewer's feed. Refuses a word that no post has which they may see.</summary>
    public async Task Follow(Viewer viewer, string name, CancellationToken ct)
    {
        var me = viewer.Required;
        if (!Markup.IsHashtag(name) || !await db.PostHashtags.VisibleTo(viewer).AnyAsync(h => h.Name == name, ct)) throw Refused.NotFound("There is no such hashtag.", "hashtagId");
        var same = db.HashtagFollows.Where(f => f.UserId == me && f.Name == name);
        if (await same.AnyAsync(ct)) return;
        db.Add(new HashtagFollow { UserId = me, Name = name });
        await db.SaveOnce(same, () => db.Users.AnyAsync(u => u.Id == me, ct), Refused.Unauthenticated, ct);
    }

    /// <summary>Needs no sight of the hashtag: one may always undo what one did.</summary>
    public Task Unfollow(Viewer viewer, string name, CancellationToken ct)
    {
        var me = viewer.Required;
        return !Markup.IsHashtag(name) ? Task.CompletedTask : db.HashtagFollows.Where(f => f.UserId == me && f.Name == name).ExecuteDeleteAsync(ct);
    }
}
