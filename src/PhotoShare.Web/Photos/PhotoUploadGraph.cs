using System.Numerics;
using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

partial class PhotoNode
{
    /// <summary>How much of its bytes has arrived: 0 to 1, and 1 from then on.</summary>
    public Task<double> Progress([FromServices] UploadTickets tickets, CancellationToken ct) => tickets.ProgressOf(photo, ct);

    /// <summary>
    /// An earlier photo of yours that is the same file, or looks the same though it was scaled or saved anew; the first of them. Known as
    /// soon as the SHA-256 is announced, so that the upload can be spared. Its owner's alone; null for a photo like no other.
    /// </summary>
    public IDataLoaderResult<PhotoNode?> DuplicateOf([FromServices] EarlierPhotos earlier, [Me] Viewer me) =>
        me.Id != photo.OwnerId
            ? LoaderResults.Ready<PhotoNode?>(null)
            : earlier.Load(me, new PhotoLikeness(photo.Id, photo.Sha256, photo.PerceptualHash)).Then(found => found is null ? null : new PhotoNode(found));
}

/// <summary>By what a photo is known again.</summary>
public sealed record PhotoLikeness(Guid Id, string? Sha256, long? PerceptualHash)
{
    /// <summary>Bits of 64 that near-duplicates may differ in; unrelated photos differ in about 32.</summary>
    const int MaxBits = 4;

    /// <summary>Whether <paramref name="other"/> is the same file, or looks the same.</summary>
    internal bool IsLike(PhotoLikeness other) =>
        (Sha256 is not null && Sha256 == other.Sha256)
        || (PerceptualHash is { } mine && other.PerceptualHash is { } its && BitOperations.PopCount((ulong)(mine ^ its)) <= MaxBits);
}

/// <summary>Reads the hashes of all photos of the viewer that are not later than the latest asked for, since no index knows distances of bits; then the photos that were found.</summary>
public sealed class EarlierPhotos(IDbContextFactory<PhotoShareDb> databases) : RowLoader<PhotoLikeness, Photo?>(databases, async (db, viewer, asked, ct) =>
{
    var latest = asked.Max(photo => photo.Id);
    var own = db.Photos.VisibleTo(viewer).Where(p => p.OwnerId == viewer.Id && p.Status != PhotoStatus.Failed);
    var known = await own.Where(p => p.Id < latest).OrderBy(p => p.Id).Select(p => new PhotoLikeness(p.Id, p.Sha256, p.PerceptualHash)).ToListAsync(ct);
    var found = asked.Select(photo => (Photo: photo, Earlier: known.Find(earlier => earlier.Id < photo.Id && earlier.IsLike(photo)))).Where(pair => pair.Earlier is not null).ToList();
    var ids = found.ConvertAll(pair => pair.Earlier!.Id);
    var photos = await own.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
    return found.ToDictionary(pair => pair.Photo, pair => photos.GetValueOrDefault(pair.Earlier!.Id));
}, null);
