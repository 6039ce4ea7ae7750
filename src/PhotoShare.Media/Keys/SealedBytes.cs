using System.Security.Cryptography;
using System.Text;

namespace PhotoShare.Media;

/// <summary>
/// AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce and a 128-bit tag, written as <c>nonce | ciphertext | tag</c> behind a header.
/// The header and the context are authenticated with it. One key must not seal more than 2^32 times.
/// </summary>
static class SealedBytes
{
    const int NonceSize = 12;
    const int TagSize = 16;

    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> header, string context, ReadOnlySpan<byte> plaintext)
    {
        var result = new byte[header.Length + NonceSize + plaintext.Length + TagSize];
        header.CopyTo(result);
        var nonce = result.AsSpan(header.Length, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, plaintext, result.AsSpan(header.Length + NonceSize, plaintext.Length), result.AsSpan(^TagSize..), Associated(header, context));
        return result;
    }

    /// <summary>Throws <see cref="CryptographicException"/> when the key, the header or the context is another one, or a bit has changed.</summary>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> header, string context, ReadOnlySpan<byte> sealedBytes)
    {
        if (sealedBytes.Length < header.Length + NonceSize + TagSize || !sealedBytes.StartsWith(header))
            throw new CryptographicException("These bytes were not sealed in the form that is read here.");
        var body = sealedBytes[header.Length..];
        var plaintext = new byte[body.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(body[..NonceSize], body[NonceSize..^TagSize], body[^TagSize..], plaintext, Associated(header, context));
        return plaintext;
    }

    static byte[] Associated(ReadOnlySpan<byte> header, string context) => [.. header, .. Encoding.UTF8.GetBytes(context)];
}
