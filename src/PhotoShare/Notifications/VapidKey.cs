using System.Buffers.Text;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>
/// By what push services know this instance (RFC 8292): a key pair on P-256, derived from the instance's secret, so the same on all servers
/// and never to be set up.
/// </summary>
public sealed class VapidKey
{
    public VapidKey(InstanceSecret secret)
    {
        var key = DerivedKey.P256(secret, "vapid");
        (Public, Private) = (Base64Url.EncodeToString([4, .. key.Q.X!, .. key.Q.Y!]), Base64Url.EncodeToString(key.D!));
    }

    /// <summary>The uncompressed point, Base64url: what a browser subscribes with.</summary>
    public string Public { get; }

    /// <summary>The number, Base64url.</summary>
    internal string Private { get; }
}
