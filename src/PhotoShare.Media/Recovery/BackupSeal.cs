using System.Security.Cryptography;
using System.Text;

namespace PhotoShare.Media;

/// <summary>
/// Seals what lies in a backup, so that whoever has the backup alone reads none of it: the same construction as on the instance's own disk
/// (<see cref="DiskSeal"/>), for streams that are read from their beginning to their end.
/// </summary>
/// <param name="key">256 bits, from <see cref="InstanceSecret.Derive"/>.</param>
public sealed class BackupSeal(byte[] key)
{
    static ReadOnlySpan<byte> Magic => "PSBACK\0\x01"u8;

    /// <summary>The sealed bytes of a file, as they are read.</summary>
    /// <param name="name">Of the file in the backup. Under another one it does not open.</param>
    public Stream Seal(string name, Stream content)
    {
        var header = new byte[DiskSeal.HeaderSize];
        Magic.CopyTo(header);
        RandomNumberGenerator.Fill(header.AsSpan(Magic.Length));
        return new SealedReader(content, KeyOf(header, name), header);
    }

    /// <summary>What was sealed. Reading throws <see cref="CryptographicException"/> where the file was changed or cut off, or is another's.</summary>
    public async Task<Stream> Open(string name, Stream sealedContent, CancellationToken ct)
    {
        var header = new byte[DiskSeal.HeaderSize];
        var read = await sealedContent.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, ct);
        return read == header.Length && header.AsSpan().StartsWith(Magic)
            ? new OpenedReader(sealedContent, KeyOf(header, name))
            : throw new CryptographicException("This is no file of a backup.");
    }

    AesGcm KeyOf(byte[] header, string name) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, header[Magic.Length..], Encoding.UTF8.GetBytes("photoshare/backup/" + name)), DiskSeal.TagSize);

    sealed class SealedReader(Stream content, AesGcm key, byte[] header) : ChunkReader(content, key, DiskSeal.ChunkSize, header)
    {
        readonly byte[] made = new byte[DiskSeal.ChunkSize + DiskSeal.TagSize];

        protected override ReadOnlyMemory<byte> Turn(ReadOnlySpan<byte> chunk, byte[] nonce)
        {
            Key.Encrypt(nonce, chunk, made.AsSpan(0, chunk.Length), made.AsSpan(chunk.Length, DiskSeal.TagSize));
            return made.AsMemory(0, chunk.Length + DiskSeal.TagSize);
        }
    }

    sealed class OpenedReader(Stream content, AesGcm key) : ChunkReader(content, key, DiskSeal.ChunkSize + DiskSeal.TagSize, [])
    {
        readonly byte[] made = new byte[DiskSeal.ChunkSize];

        protected override ReadOnlyMemory<byte> Turn(ReadOnlySpan<byte> chunk, byte[] nonce)
        {
            if (chunk.Length < DiskSeal.TagSize) throw new CryptographicException("A file of a backup was cut off.");
            var length = chunk.Length - DiskSeal.TagSize;
            Key.Decrypt(nonce, chunk[..length], chunk[length..], made.AsSpan(0, length));
            return made.AsMemory(0, length);
        }
    }
}
