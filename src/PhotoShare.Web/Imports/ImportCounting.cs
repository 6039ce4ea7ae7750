using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

static class ImportCounting
{
    /// <summary>How many things of one of a viewer's imports became what.</summary>
    internal static async Task<IReadOnlyDictionary<ImportItemStatus, int>> CountsOf(this PhotoShareDb db, Viewer viewer, Guid importId, CancellationToken ct) =>
        await db.ImportItems.VisibleTo(viewer).Where(i => i.ImportId == importId).GroupBy(i => i.Status).Select(same => new { same.Key, Count = same.Count() }).ToDictionaryAsync(same => same.Key, same => same.Count, ct);
}
