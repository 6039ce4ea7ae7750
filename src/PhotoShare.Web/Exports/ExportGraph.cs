using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>Everything of yours in one ZIP: your data as JSON, and your photos as you uploaded them. Its owner's alone, for some days.</summary>
[Implements(typeof(INode)), Unscoped]
public sealed class ExportNode(Export export) : INode
{
    internal const string Type = "Export";

    /// <summary>The node's id, unique among all nodes.</summary>
    public GlobalId Id => new(Type, export.Id);

    /// <summary>How far it is.</summary>
    public ExportStatus Status => export.Status;

    /// <summary>When you asked for it.</summary>
    public DateTime CreatedAt => export.CreatedAt;

    /// <summary>When it was ready; null until then.</summary>
    public DateTime? ReadyAt => export.ReadyAt;

    /// <summary>How much of it is made, 0 to 1.</summary>
    public double Progress => export.Status == ExportStatus.Ready ? 1 : export.PhotoCount == 0 ? 0 : (double)export.PhotosDone / export.PhotoCount;

    /// <summary>Bytes of the file; null until it is ready.</summary>
    public double? ByteSize => export.ByteSize;

    /// <summary>Where to get it, signed, and good for some minutes; ask again for a fresh one. Null until it is ready.</summary>
    public Uri? Url([FromServices] IBlobStore blobs, [Site] Uri site) =>
        export.Status == ExportStatus.Ready ? new Uri(site, PhotoSources.UrlOf(blobs, export)) : null;

    /// <summary>When it will be deleted.</summary>
    public DateTime ExpiresAt([FromServices] Settings settings) => export.CreatedAt + settings.Exports.Lifetime;
}

partial class ViewerNode
{
    /// <summary>The copy of everything of yours that you asked for last; null when there is none, or it has expired.</summary>
    public IDataLoaderResult<ExportNode?> LatestExport([FromServices] LatestExportOfUser exports, [Me] Viewer me) =>
        exports.Load(me, user.Id).Then(export => export is null ? null : new ExportNode(export));
}

partial class Mutation
{
    /// <summary>Asks for a copy of everything of yours. It is made in the background: look at the export's status. One at a time, and one an hour. In a browser it takes a session that was confirmed within a quarter of an hour (confirmSession).</summary>
    [SignedIn, Unscoped]
    public static Task<RequestExportPayload> RequestExport(IResolveFieldContext field, [FromServices] Exports exports, [Me] Viewer me, RequestExportInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            // A token reads all of it anyway, and keeping a copy of one's own is what programs are made for.
            await field.RequireConfirmed(ct, orToken: true);
            return new RequestExportPayload { Export = new ExportNode(await exports.Request(me, ct)) };
        });
}

/// <summary>Nothing but a clientMutationId, for those who number their requests.</summary>
public sealed class RequestExportInput : MutationInput;

/// <summary>What requestExport answers.</summary>
[Refuses(typeof(RateLimitedError), typeof(ForbiddenError))]
public sealed class RequestExportPayload : Payload
{
    /// <summary>The export; one that is being made already, if there is one.</summary>
    public ExportNode? Export { get; init; }
}

public sealed class ExportById(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, Export?>(databases, async (db, viewer, ids, ct) =>
    await db.Exports.VisibleTo(viewer).Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, Export? (e) => e, ct), null);

public sealed class LatestExportOfUser(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, Export?>(databases, async (db, viewer, ids, ct) =>
    (await db.Exports.VisibleTo(viewer).Where(e => ids.Contains(e.UserId)).OrderByDescending(e => e.Id).Take(1).ToListAsync(ct)).ToDictionary(e => e.UserId, Export? (e) => e), null);
