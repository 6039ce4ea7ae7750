using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

partial class ViewerNode
{
    /// <summary>The room that your photos take, and may take.</summary>
    public IDataLoaderResult<StorageUsage> Storage([FromServices] StorageOfUser storage, [FromServices] Settings settings, [Me] Viewer me) =>
        storage.Load(me, user.Id).Then(used => new StorageUsage(used.Bytes, settings.Uploads.MaxBytesPerPerson, used.Photos));
}

/// <summary>The room that somebody's photos take, and may take. An upload that would take more is refused: STORAGE_FULL.</summary>
public sealed class StorageUsage(long bytesUsed, long bytesLimit, int photoCount)
{
    /// <summary>Bytes of all originals, of those that are still on their way as well.</summary>
    public double BytesUsed => bytesUsed;

    /// <summary>Bytes that they may take together.</summary>
    public double BytesLimit => bytesLimit;

    /// <summary>How many photos they are, posted or not.</summary>
    public int PhotoCount => photoCount;
}

public sealed class StorageOfUser(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, (long Bytes, int Photos)>(databases, async (db, viewer, ids, ct) =>
    await db.Photos.VisibleTo(viewer).Where(p => ids.Contains(p.OwnerId) && p.OwnerId == viewer.Id).GroupBy(p => p.OwnerId)
        .Select(of => new { of.Key, Bytes = of.Sum(p => p.ByteSize), Photos = of.Count() }).ToDictionaryAsync(of => of.Key, of => (of.Bytes, of.Photos), ct), (0, 0));
