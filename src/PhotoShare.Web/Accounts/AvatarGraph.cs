using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare.Web;

partial class UserNode
{
    /// <summary>
    /// The picture that stands for them, square where there is a square that is wide enough, else to be cut by whoever shows it;
    /// null without one. Everyone who sees the person sees it, so its address is good for about a day.
    /// </summary>
    /// <param name="width">Pixels that it will be shown in, times those of the screen.</param>
    public IDataLoaderResult<Image?> Avatar([FromServices] AvatarOfUser avatars, [FromServices] IBlobStore blobs, [Me] Viewer me, [Site] Uri site, int width = Avatars.Usual) =>
        user.AvatarPhotoId is null
            ? LoaderResults.Ready<Image?>(null)
            : avatars.Load(me, user.Id).Then(renditions => renditions.AvatarOf(width) is { } chosen ? Image.Of(chosen, blobs, site, isPublic: true) : null);
}

/// <summary>The avatar goes with the person, not with the photo: it is seen by whoever sees them.</summary>
public sealed class AvatarOfUser(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, IReadOnlyList<Rendition>>(databases, Query, [])
{
    static readonly CompiledQuery<Guid, Keyed<Guid, IReadOnlyList<Rendition>>> Query = new((db, viewer, ids) =>
        db.Users.VisibleTo(viewer).Where(u => ids.Contains(u.Id) && u.AvatarPhotoId != null)
            .Select(u => new Keyed<Guid, IReadOnlyList<Rendition>>(u.Id, u.AvatarPhoto!.Renditions)));
}
