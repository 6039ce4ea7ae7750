using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>What became of a blob that a snapshot names.</summary>
/// <param name="Blob">As it lies in the backup; <c>null</c> when it does not.</param>
/// <param name="IsGone">That its row is gone as well, so that it went in good order.</param>
/// <param name="Fault">What is wrong with it.</param>
/// <param name="IsNew">That it was copied just now.</param>
sealed record CopiedBlob(NamedBlob Named, BackedBlob? Blob, bool IsNew = false, bool IsGone = false, string? Fault = null);

/// <summary>Copies blobs of the instance into its backups.</summary>
sealed class BlobCopy(IBlobStore blobs, BackupShelf shelf, BackupKeys keys, IDbContextFactory<PhotoShareDb> databases)
{
    public async Task<CopiedBlob> Copy(NamedBlob named, CancellationToken ct)
    {
        var name = BackedBlob.NameOf(named.Key);
        var content = await blobs.Open(named.Key, ct);
        if (content is null) return await Absent(named, ct);
        var read = new MeteredStream(content, long.MaxValue);
        try
        {
            await using var closing = content;
            await using var sealing = keys.Seal.Seal(name, read);
            var file = await shelf.Put(name, sealing, ct);
            if (named.Sha256 is { } right && read.Sha256() != right)
            {
                await shelf.Place.Delete(name, ct);
                return new CopiedBlob(named, null, Fault: $"{named.Key} is not what was uploaded");
            }
            return new CopiedBlob(named, new BackedBlob(named.Key, read.Count, file.Size, file.Sha256), IsNew: true);
        }
        catch (CryptographicException damaged)
        {
            return new CopiedBlob(named, null, Fault: $"{named.Key} does not open: {damaged.Message}");
        }
    }

    /// <summary>A row is deleted before its bytes are, so while the row is there they should be.</summary>
    async Task<CopiedBlob> Absent(NamedBlob named, CancellationToken ct)
    {
        await using var today = await databases.CreateDbContextAsync(ct);
        return await Inventory.IsNeeded(today, named.Key, ct)
            ? new CopiedBlob(named, null, Fault: $"{named.Key} is missing")
            : new CopiedBlob(named, null, IsGone: true);
    }
}
