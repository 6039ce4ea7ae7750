using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>Which of a photo's renditions stands for a person.</summary>
static class Avatars
{
    /// <summary>Pixels of the square that is made of every photo.</summary>
    internal const int Usual = 160;

    const int Offered = 24;

    /// <summary>
    /// The square one if it is wide enough; else the smallest whole one whose shorter side is, to be cut where it is shown;
    /// else the largest. <c>null</c> where there is none, as without an avatar.
    /// </summary>
    internal static Rendition? AvatarOf(this IReadOnlyList<Rendition>? renditions, int width)
    {
        var webp = (renditions ?? []).Where(r => r.Format == RenditionFormat.Webp).OrderBy(Side).ToList();
        return webp.Find(r => r.Crop == RenditionCrop.Square && r.Width >= width) ?? webp.Find(r => Side(r) >= width) ?? webp.LastOrDefault();
    }

    /// <summary>The chosen one and the latest of one's own photos that are ready, to choose another from.</summary>
    internal static Task<List<Photo>> AvatarChoices(this PhotoShareDb db, Viewer viewer, User user, CancellationToken ct) =>
        db.Photos.VisibleTo(viewer).Where(p => p.OwnerId == user.Id && p.Status == PhotoStatus.Ready)
            .OrderByDescending(p => p.Id == user.AvatarPhotoId).ThenByDescending(p => p.Id).Take(Offered).ToListAsync(ct);

    static int Side(Rendition rendition) => Math.Min(rendition.Width, rendition.Height);
}
