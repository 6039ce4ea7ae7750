using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PhotoShare.Media;

/// <summary>
/// Signs what one URL permits: method, key, upload, part number, exact size, file name and expiry, by HMAC-SHA256 (RFC 2104), written base64url.
/// None of the fields can hold the line feed that joins them, so no two permissions read the same.
/// </summary>
/// <param name="key">256 bits, from <see cref="InstanceSecret.Derive"/>; every server that shares the store has the same.</param>
public sealed class BlobSignature(byte[] key)
{
    /// <summary>Signs reading <paramref name="blob"/>, under the name <paramref name="saveAs"/> if there is one, until <paramref name="expires"/>, in Unix seconds.</summary>
    public string ForRead(string blob, string? saveAs, long expires) => Sign($"GET\n{blob}\n{saveAs}\n\n\n{expires}");

    /// <summary>Signs writing one part of exactly <paramref name="size"/> bytes until <paramref name="expires"/>, in Unix seconds.</summary>
    public string ForPart(string blob, string uploadId, int number, long size, long expires) =>
        Sign($"PUT\n{blob}\n{uploadId}\n{number}\n{size}\n{expires}");

    /// <summary>Compares in a time that tells nothing about where two signatures differ.</summary>
    public static bool Same(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));

    string Sign(FormattableString permission) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(FormattableString.Invariant(permission))));
}

/// <summary>What a signed URL turned out to permit. Only a URL that was really signed is told to be expired.</summary>
public enum BlobAccess { Allowed, Expired, Forged }
