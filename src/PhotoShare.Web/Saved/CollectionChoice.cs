using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>One of the viewer's collections, and whether a post is in it.</summary>
public sealed record CollectionChoice(Guid Id, string Name, bool Holds);

static class CollectionChoices
{
    internal static async Task<IReadOnlyList<CollectionChoice>> CollectionsFor(this PhotoShareDb db, Viewer viewer, Guid postId, CancellationToken ct) =>
        await db.Collections.VisibleTo(viewer).OrderBy(c => c.Name)
            .Select(c => new CollectionChoice(c.Id, c.Name, c.Items.Any(item => item.SavedPost!.PostId == postId))).ToListAsync(ct);
}
