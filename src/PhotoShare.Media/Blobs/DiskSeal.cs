using System.Security.Cryptography;
using System.Text;

namespace PhotoShare.Media;

/// <summary>
/// Seals the files that hold what people sent or asked for, originals and copies of their data, as S3 does with its own key: whoever copies the
/// folder alone reads none of them. What this server made to be shown lies as it is.
/// </summary>
/// <remarks>
/// A sealed file is <c>magic | salt</c> and chunks of 64 KiB, each AES-256-GCM with its number and whether it is the last as nonce (the STREAM
/// construction, Hoang et al. 2015): none can be changed, moved, left out or cut off. Each file has a key of its own, from the store's by
/// HKDF-SHA256 with the salt and the blob's key, so that a file that is renamed to another's does not open.
/// </remarks>
/// <param name="key">256 bits; every process that shares the folder has the same.</param>
public sealed class DiskSeal(byte[] key)
{
    internal const int ChunkSize = 64 * 1024;
    internal const int TagSize = 16;
    internal const int HeaderSize = 24;
    const int NonceSize = 12;

    static ReadOnlySpan<byte> Magic => "PSSEAL\0\x01"u8;

    internal static bool Covers(string blobKey) => blobKey.StartsWith("originals/", StringComparison.Ordinal) || blobKey.StartsWith("exports/", StringComparison.Ordinal)
        || blobKey.StartsWith("imports/", StringComparison.Ordinal);

    /// <summary>Begins a file: what is written to the stream is sealed into it, and complete with the stream's end. The file stays open.</summary>
    internal Stream Write(FileStream file, string blobKey)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        Magic.CopyTo(header);
        RandomNumberGenerator.Fill(header[Magic.Length..]);
        file.Write(header);
        return new SealingStream(file, KeyOf(header, blobKey));
    }

    /// <summary>What lies in a file; one that an older version wrote unsealed as it is. Owns the file.</summary>
    internal Stream Read(FileStream file, string blobKey)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        if (IsSealed(file, header)) return new OpeningStream(file, KeyOf(header, blobKey));
        file.Position = 0;
        return file;
    }

    /// <summary>Bytes of what lies in a file.</summary>
    internal static long Length(FileInfo info)
    {
        using var file = info.OpenRead();
        Span<byte> header = stackalloc byte[HeaderSize];
        return IsSealed(file, header) ? LengthOf(file.Length) : file.Length;
    }

    internal static long LengthOf(long fileLength)
    {
        var body = fileLength - HeaderSize;
        return body - TagSize * ((body + ChunkSize + TagSize - 1) / (ChunkSize + TagSize));
    }

    internal static byte[] Nonce(long chunk, bool isLast)
    {
        var nonce = new byte[NonceSize];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(nonce, chunk);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
        return nonce;
    }

    static bool IsSealed(FileStream file, Span<byte> header) =>
        file.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) == HeaderSize && header.StartsWith(Magic);

    AesGcm KeyOf(ReadOnlySpan<byte> header, string blobKey) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, header[Magic.Length..].ToArray(), Encoding.UTF8.GetBytes("photoshare/blob/" + blobKey)), TagSize);
}
