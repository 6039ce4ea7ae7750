using System.IO.Hashing;
using System.Security.Cryptography;

namespace PhotoShare;

/// <summary>
/// A file of a ZIP as it comes out. What the ZIP and the manifest say of it is held against what it is: more bytes than were said end it at
/// once, a much greater one than it was packed too, and its end comes only after length, CRC-32 and SHA-256 are right. Who fails throws <see cref="NotTaken"/>.
/// </summary>
sealed class CheckedStream(Stream inner, ZipEntryInfo entry, string? sha256) : ReadOnlyStream(inner)
{
    /// <summary>How many times greater than packed a file may be. Deflate makes up to 1,032 of 1; the most repetitive JSON that we write stays below 60.</summary>
    const int MostRatio = 200;

    /// <summary>Bytes below which nobody minds.</summary>
    const int SmallSize = 1024 * 1024;

    readonly Crc32 crc = new();
    readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    long count;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct = default)
    {
        int read;
        try
        {
            read = await Inner.ReadAsync(buffer, ct);
        }
        catch (InvalidDataException)
        {
            throw new NotTaken(ImportReason.Damaged);
        }
        count += read;
        if (count > entry.Size) throw new NotTaken(ImportReason.Damaged);
        if (count > SmallSize && count / MostRatio > entry.PackedSize) throw new NotTaken(ImportReason.TooLarge);
        crc.Append(buffer.Span[..read]);
        hash.AppendData(buffer.Span[..read]);
        if (read == 0 && buffer.Length > 0) CheckEnd();
        return read;
    }

    void CheckEnd()
    {
        if (count != entry.Size || crc.GetCurrentHashAsUInt32() != entry.Crc) throw new NotTaken(ImportReason.Damaged);
        if (sha256 is not null && !string.Equals(sha256, Convert.ToHexStringLower(hash.GetCurrentHash()), StringComparison.OrdinalIgnoreCase)) throw new NotTaken(ImportReason.NotAsInManifest);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) hash.Dispose();
        base.Dispose(disposing);
    }
}
