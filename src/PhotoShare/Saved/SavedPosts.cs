using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>Posts kept to be found again, in collections or in none. Saving twice is saving, and undoing needs no sight of the post.</summary>
public sealed class SavedPosts(PhotoShareDb db)
{
    /// <summary>Keeps a post, and puts it into one of the viewer's collections if one is named.</summary>
    public async Task Save(Viewer viewer, Guid postId, Guid? collectionId, CancellationToken ct)
    {
        var me = viewer.Required;
        if (!await db.Posts.VisibleTo(viewer).AnyAsync(p => p.Id == postId, ct)) throw Refused.NotFound("There is no such post.", "postId");
        if (collectionId is { } id && !await db.Collections.VisibleTo(viewer).AnyAsync(c => c.Id == id, ct)) throw Refused.NotFound("There is no such collection.", "collectionId");
        await db.SaveAgain(() => db.Keep(me, [postId], collectionId, ct), () => Refused.NotFound("It is no longer there.", "postId"), ct);
    }

    /// <summary>Keeps a post no longer, in any collection.</summary>
    public async Task Unsave(Viewer viewer, Guid postId, CancellationToken ct)
    {
        var me = viewer.Required;
        await db.SavedPosts.Where(s => s.UserId == me && s.PostId == postId).ExecuteDeleteAsync(ct);
    }
}

static class Keeping
{
    /// <summary>Adds what is missing for posts to be saved, and to lie in a collection; saves nothing yet. Who may see the posts and the collection was asked before.</summary>
    internal static async Task Keep(this PhotoShareDb db, Guid me, IReadOnlyList<Guid> postIds, Guid? collectionId, CancellationToken ct)
    {
        var saved = await db.SavedPosts.Where(s => s.UserId == me && postIds.Contains(s.PostId)).ToDictionaryAsync(s => s.PostId, ct);
        foreach (var postId in postIds.Where(id => !saved.ContainsKey(id)).ToList()) db.Add(saved[postId] = new SavedPost { UserId = me, PostId = postId });
        if (collectionId is not { } id) return;
        var there = await db.CollectionItems.Where(i => i.CollectionId == id && postIds.Contains(i.SavedPost!.PostId)).Select(i => i.SavedPostId).ToListAsync(ct);
        foreach (var postId in postIds)
            if (!there.Contains(saved[postId].Id)) db.Add(new CollectionItem { CollectionId = id, SavedPostId = saved[postId].Id });
    }

    /// <summary>
    /// Saves what <paramref name="change"/> prepares. Where another request of the same person was faster, prepares it anew from what
    /// that one left; if it fails again, something it stands on has been deleted.
    /// </summary>
    internal static async Task SaveAgain(this PhotoShareDb db, Func<Task> change, Func<Refused> gone, CancellationToken ct)
    {
        for (var first = true; ; first = false)
        {
            await change();
            try
            {
                await db.SaveChangesAsync(ct);
                return;
            }
            catch (DbUpdateException) when (first)
            {
                db.ChangeTracker.Clear();
            }
            catch (DbUpdateException)
            {
                throw gone();
            }
        }
    }
}
