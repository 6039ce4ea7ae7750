using System.Buffers.Binary;
using System.IO.Compression;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>A thing, or all of an import, that is not taken. Expected, like a <see cref="Refused"/>; but nobody asked for just this one.</summary>
sealed class NotTaken(ImportReason reason) : Exception($"Not taken: {reason}.")
{
    public ImportReason Reason => reason;
}

/// <summary>The bytes of a ZIP in the blob store, read from where they are wanted.</summary>
sealed class ZipBytes(IBlobStore blobs, string key, long length)
{
    internal const int HeaderSize = 30;
    const uint HeaderSignature = 0x04034b50;

    /// <summary>A list is read in small pieces, and a blob not.</summary>
    const int BufferSize = 64 * 1024;

    public long Length => length;

    /// <summary>So many bytes from a place on, not more; fewer where the blob ends.</summary>
    public async Task<Stream> From(long at, long count, CancellationToken ct)
    {
        if (count == 0 || at >= length) return Stream.Null;
        var content = await blobs.OpenAt(key, at, ct) ?? throw new NotTaken(ImportReason.Missing);
        return new BoundedStream(new BufferedStream(content, BufferSize), count);
    }

    public async Task<byte[]> Bytes(long at, int count, CancellationToken ct)
    {
        var bytes = new byte[count];
        await using var content = await From(at, count, ct);
        return await content.ReadAtLeastAsync(bytes, count, throwOnEndOfStream: false, ct) == count ? bytes : throw new NotTaken(ImportReason.BrokenZip);
    }

    /// <summary>What a file of the ZIP holds, checked while it is read: see <see cref="CheckedStream"/>.</summary>
    /// <param name="most">Bytes that it may have.</param>
    /// <param name="sha256">What a manifest says of it; <c>null</c> where none does.</param>
    public async Task<Stream> Open(ZipEntryInfo entry, long most, string? sha256, CancellationToken ct)
    {
        if (entry.Refusal is { } refusal) throw new NotTaken(refusal);
        if (entry.Size > most) throw new NotTaken(ImportReason.TooLarge);
        var header = await Bytes(entry.HeaderAt, HeaderSize, ct);
        var dataAt = entry.HeaderAt + HeaderSize + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26)) + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != HeaderSignature || dataAt + entry.PackedSize > entry.EndsBefore
            || BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(8)) != entry.Method || (header[6] & 1) != 0) throw new NotTaken(ImportReason.BrokenZip);
        var packed = await From(dataAt, entry.PackedSize, ct);
        return new CheckedStream(entry.IsDeflated ? new DeflateStream(packed, CompressionMode.Decompress) : packed, entry, sha256);
    }
}
