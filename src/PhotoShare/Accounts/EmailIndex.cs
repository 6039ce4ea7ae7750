using System.Security.Cryptography;
using System.Text;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>
/// Finds a sealed e-mail address again: equal addresses have equal HMACs, and without the instance's secret nobody can tell which address
/// one belongs to, nor try out a list of them.
/// </summary>
public sealed class EmailIndex(InstanceSecret secret)
{
    readonly byte[] key = secret.Derive("email-index");

    /// <param name="normalized">The address as Identity normalizes it, so that case makes no difference.</param>
    /// <returns>HMAC-SHA256, 32 bytes.</returns>
    public byte[] Of(string normalized) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(normalized));
}
