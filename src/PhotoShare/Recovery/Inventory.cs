using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>A blob that a snapshot names.</summary>
/// <param name="Sha256">Of its bytes; <c>null</c> where the database does not say.</param>
sealed record NamedBlob(string Key, string? Sha256);

/// <summary>
/// What a snapshot of the database needs of the blob store: originals that have arrived, what was made of them, and ZIPs that wait to be
/// taken in. People's copies of their data are made anew instead. Written down at once, so that the snapshot need not be held while bytes are copied.
/// </summary>
sealed class Inventory(string file, IReadOnlyList<Guid> people, BackupCounts counts)
{
    public IReadOnlyList<Guid> People => people;

    /// <summary>Counts of the rows; blobs are counted as they are named.</summary>
    public BackupCounts Counts => counts;

    public static async Task<Inventory> Of(PhotoShareDb db, string file, CancellationToken ct)
    {
        long blobs = 0, bytes = 0;
        await using (var lines = new StreamWriter(file))
            await foreach (var blob in Named(db, ct))
            {
                await lines.WriteLineAsync($"{blob.Key}\t{blob.Sha256}".AsMemory(), ct);
                blobs++;
            }
        bytes = await db.Photos.Where(p => p.Status != PhotoStatus.Pending).SumAsync(p => p.ByteSize + p.RenditionBytes, ct);
        var people = await db.Users.OrderBy(u => u.Id).Select(u => u.Id).ToListAsync(ct);
        return new Inventory(file, people, new BackupCounts(
            people.Count, await db.Posts.CountAsync(ct), await db.Photos.CountAsync(ct), await db.Comments.CountAsync(ct), await db.Likes.CountAsync(ct), blobs, bytes));
    }

    public async IAsyncEnumerable<NamedBlob> Blobs([EnumeratorCancellation] CancellationToken ct)
    {
        using var lines = new StreamReader(file);
        while (await lines.ReadLineAsync(ct) is { } line)
            yield return line.Split('\t') is [var key, { Length: > 0 } sha256] ? new NamedBlob(key, sha256) : new NamedBlob(line.TrimEnd('\t'), null);
    }

    /// <summary>Whether a row of today still needs a blob that the snapshot named. Where none does, it went in good order.</summary>
    public static async Task<bool> IsNeeded(PhotoShareDb today, string key, CancellationToken ct) => PhotoOf(key) is { } photo
        ? await today.Photos.AnyAsync(p => p.Id == photo, ct)
        : await today.Imports.Where(i => i.Status == ImportStatus.Pending).AnyAsync(i => i.Id == Guid.Parse(key.Split('/')[2], CultureInfo.InvariantCulture), ct);

    /// <summary>The photo of an original or a rendition.</summary>
    public static Guid? PhotoOf(string key) => key.Split('/') is ["originals" or "renditions", var id, ..] && Guid.TryParseExact(id, "n", out var photo) ? photo : null;

    /// <summary>In ordinal order of the keys: ids are in the same order in the database as they are written out.</summary>
    static async IAsyncEnumerable<NamedBlob> Named(PhotoShareDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        var waiting = db.ImportFiles.AsNoTracking().Where(f => f.ArrivedAt != null && db.Imports.Any(i => i.Id == f.ImportId && i.Status == ImportStatus.Pending));
        await foreach (var zip in waiting.OrderBy(f => f.UserId).ThenBy(f => f.ImportId).ThenBy(f => f.Id).AsAsyncEnumerable().WithCancellation(ct))
            yield return new NamedBlob(Imports.KeyOf(zip), null);

        var arrived = db.Photos.AsNoTracking().Where(p => p.Status != PhotoStatus.Pending).OrderBy(p => p.Id);
        await foreach (var photo in arrived.Select(p => new { p.Id, p.Sha256 }).AsAsyncEnumerable().WithCancellation(ct))
            yield return new NamedBlob(BlobKeys.Original(photo.Id), photo.Sha256);
        await foreach (var renditions in arrived.Select(p => p.Renditions).AsAsyncEnumerable().WithCancellation(ct))
            foreach (var key in renditions.Select(rendition => rendition.Key).Order(StringComparer.Ordinal))
                yield return new NamedBlob(key, null);
    }
}
