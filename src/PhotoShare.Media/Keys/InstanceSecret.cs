using System.Security.Cryptography;
using System.Text;

namespace PhotoShare.Media;

/// <summary>
/// 256 random bits that all servers of an instance share, from which keys for signatures, sessions and blind indexes are derived. They lie
/// in the blob store, wrapped by the master key: a rotation of that one wraps them anew and changes none of what is derived.
/// </summary>
public sealed class InstanceSecret
{
    const string Context = "instance";

    readonly byte[] secret;

    InstanceSecret(byte[] secret) => this.secret = secret;

    /// <summary>Opens the secret; the first server of an instance makes it, and of several at once all get the same.</summary>
    public static async Task<InstanceSecret> OpenOrCreate(WrappedKeys keys, CancellationToken ct)
    {
        if (await keys.Find(BlobKeys.InstanceSecret, Context, ct) is { } found) return new InstanceSecret(found);
        await keys.Create(BlobKeys.InstanceSecret, Context, ct);
        return new InstanceSecret(await keys.Find(BlobKeys.InstanceSecret, Context, ct) ?? throw new InvalidOperationException("The instance's secret was deleted in the moment that it was made."));
    }

    /// <summary>Opens a secret that lies somewhere else, such as in a backup of the keys. Throws <see cref="CryptographicException"/> where another master key wrapped it.</summary>
    public static async Task<InstanceSecret> Open(IMasterKey master, byte[] wrapped, CancellationToken ct) => new(await master.Unwrap(wrapped, Context, ct));

    /// <summary>Wraps the secret by the present master key; says whether it was not so already.</summary>
    public static async Task<bool> Rewrap(WrappedKeys keys, CancellationToken ct)
    {
        if (await keys.Rewrap(BlobKeys.InstanceSecret, Context, ct) is not { } rewrapped) return false;
        await keys.Replace(BlobKeys.InstanceSecret, rewrapped, ct);
        return true;
    }

    /// <summary>A 256-bit key for one purpose, always the same for the same label: HKDF-SHA256 (RFC 5869) with the label as info.</summary>
    public byte[] Derive(string label) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.UTF8.GetBytes("photoshare/derive/" + label));
}
