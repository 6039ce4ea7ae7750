using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PhotoShare.Media;

/// <summary>A CloudFront distribution before the bucket of renditions, which shows nothing without a signature of ours.</summary>
/// <param name="Address">Where browsers reach it, e.g. <c>https://media.example.org</c>.</param>
/// <param name="KeyId">The id of the public key there.</param>
/// <param name="PrivateKey">The RSA key that belongs to it, as PEM.</param>
public sealed record MediaDistribution(Uri Address, string KeyId, string PrivateKey);

/// <summary>
/// Signs addresses of a distribution for everybody who has them
/// (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-canned-policy.html). Unlike S3's they
/// outlive the credentials of the server's role. An RSA signature takes half a millisecond and is the same each time, so it is made once.
/// </summary>
public sealed class CloudFrontSigner : IDisposable
{
    /// <summary>Signatures of a window or two of what is looked at; some 20 MB.</summary>
    const int MostKept = 20_000;

    readonly ConcurrentDictionary<string, Uri> signed = new(StringComparer.Ordinal);
    readonly MediaDistribution distribution;
    readonly TimeProvider time;
    readonly RSA key = RSA.Create();

    /// <summary>Throws <see cref="BlobStoreException"/> when the key is none.</summary>
    public CloudFrontSigner(MediaDistribution distribution, TimeProvider time)
    {
        (this.distribution, this.time) = (distribution, time);
        try
        {
            key.ImportFromPem(distribution.PrivateKey);
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new BlobStoreException("The private key of the distribution is no RSA key in PEM.", unreadable);
        }
    }

    /// <summary>An address that holds for one to two windows, and is the same one until a window ends.</summary>
    /// <param name="window">A second at least.</param>
    public Uri ReadUrl(string blob, TimeSpan window)
    {
        var seconds = (long)window.TotalSeconds;
        ArgumentOutOfRangeException.ThrowIfLessThan(seconds, 1, nameof(window));
        var expires = (time.GetUtcNow().ToUnixTimeSeconds() / seconds + 2) * seconds;
        var plain = FormattableString.Invariant($"{new Uri(distribution.Address, BlobKey.Check(blob))}?Expires={expires}");
        if (signed.TryGetValue(plain, out var known)) return known;
        if (signed.Count >= MostKept) signed.Clear();
        return signed[plain] = Sign(plain, new Uri(distribution.Address, blob), expires);
    }

    public void Dispose() => key.Dispose();

    Uri Sign(string plain, Uri resource, long expires)
    {
        var policy = $$"""{"Statement":[{"Resource":"{{resource}}","Condition":{"DateLessThan":{"AWS:EpochTime":""" + expires.ToString(CultureInfo.InvariantCulture) + "}}}]}";
        return new Uri($"{plain}&Signature={ForUrls(Signature(policy))}&Key-Pair-Id={distribution.KeyId}");
    }

    [SuppressMessage("Security", "CA5350", Justification = "CloudFront takes no other. Who signs here is ourselves, so a collision of two of our own sentences is nobody's gain.")]
    byte[] Signature(string policy)
    {
        lock (key) return key.SignData(Encoding.UTF8.GetBytes(policy), HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);
    }

    /// <summary>Base64 in CloudFront's own spelling.</summary>
    static string ForUrls(byte[] bytes) => Convert.ToBase64String(bytes).Replace('+', '-').Replace('=', '_').Replace('/', '~');
}
