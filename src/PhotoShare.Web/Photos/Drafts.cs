using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>Photos that somebody has sent and not yet posted: what the upload page can begin with.</summary>
static class Drafts
{
    /// <summary>The viewer's own of those ids of the graph, in their order, up to as many as a post has; whatever else they name is left out.</summary>
    internal static async Task<List<Photo>> DraftsOf(this PhotoShareDb db, Viewer viewer, IEnumerable<string> ids, CancellationToken ct)
    {
        var keys = ids.Select(NodeIds.KeyOf<Photo>).OfType<Guid>().Distinct().Take(Post.MaxPhotos).ToList();
        if (keys.Count == 0) return [];
        var found = await db.Photos.VisibleTo(viewer)
            .Where(p => p.OwnerId == viewer.Id && p.PostId == null && p.Status != PhotoStatus.Pending && keys.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        return [.. keys.Where(found.ContainsKey).Select(key => found[key])];
    }
}
