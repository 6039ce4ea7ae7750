using System.Buffers.Binary;
using System.Security.Cryptography;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>How long the chain was and how it ended, told where who changes the database does not reach: in the blob store.</summary>
/// <remarks><c>position (8 bytes) | hash (32) | HMAC of both (32)</c>.</remarks>
sealed record AuditAnchor(long Position, byte[] Hash)
{
    const int Size = sizeof(long) + 2 * HMACSHA256.HashSizeInBytes;

    /// <summary>The one that lies there; <c>null</c> when there is none, and one that no chain meets when it was forged.</summary>
    internal static async Task<AuditAnchor?> Read(IBlobStore blobs, AuditKeys keys, CancellationToken ct)
    {
        await using var content = await blobs.Open(BlobKeys.AuditHead, ct);
        if (content is null) return null;
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, ct);
        var read = bytes.ToArray();
        if (read.Length != Size) return new AuditAnchor(long.MaxValue, []);
        var (told, mac) = (read[..^HMACSHA256.HashSizeInBytes], read[^HMACSHA256.HashSizeInBytes..]);
        return CryptographicOperations.FixedTimeEquals(keys.Anchor(told), mac)
            ? new AuditAnchor(BinaryPrimitives.ReadInt64BigEndian(told), told[sizeof(long)..])
            : new AuditAnchor(long.MaxValue, []);
    }

    internal async Task Write(IBlobStore blobs, AuditKeys keys, CancellationToken ct)
    {
        var told = new byte[sizeof(long) + Hash.Length];
        BinaryPrimitives.WriteInt64BigEndian(told, Position);
        Hash.CopyTo(told, sizeof(long));
        await blobs.Put(BlobKeys.AuditHead, new MemoryStream([.. told, .. keys.Anchor(told)]), "application/octet-stream", ct);
    }
}
