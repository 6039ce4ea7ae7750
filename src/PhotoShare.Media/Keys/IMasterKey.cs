namespace PhotoShare.Media;

/// <summary>
/// Who may read: the key that wraps all others and never leaves its keeper (KMS, or a file on one box).
/// <c>context</c> is authenticated, not secret: a key wrapped for one context does not unwrap for another.
/// A keeper that can't be asked just now throws <see cref="MasterKeyUnavailableException"/>.
/// </summary>
public interface IMasterKey
{
    /// <summary>The id of the key that wraps new keys; <see cref="WrappedKeys.MasterOf(ReadOnlySpan{byte})"/> reads it back from what it wrapped, so that a rotation can tell old from new.</summary>
    string Id { get; }

    /// <summary>A new 256-bit data key, in the clear and wrapped.</summary>
    Task<DataKey> GenerateDataKey(string context, CancellationToken ct);

    /// <summary>
    /// Unwraps what <see cref="GenerateDataKey"/> or <see cref="Wrap"/> gave, under this key or a former one.
    /// Throws <see cref="System.Security.Cryptography.CryptographicException"/> for a wrong key, a wrong context or tampering.
    /// </summary>
    Task<byte[]> Unwrap(byte[] wrapped, string context, CancellationToken ct);

    /// <summary>Wraps up to 4 KB (KMS's own bound).</summary>
    Task<byte[]> Wrap(byte[] secret, string context, CancellationToken ct);
}

/// <summary>A 256-bit AES key in the clear, and wrapped by the master key for storage.</summary>
public sealed record DataKey(byte[] Plaintext, byte[] Wrapped);
