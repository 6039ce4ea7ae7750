using System.Security.Cryptography;

namespace PhotoShare.Media;

/// <summary>
/// Seals the fields that a person would not want read in a stolen database: each user has a data key, wrapped by the master key with
/// the user's id as context, lying in the blob store. Deleting that one blob makes the user's fields unreadable in every backup, too.
/// </summary>
/// <remarks>
/// A sealed field is <c>1 | nonce | ciphertext | tag</c> (29 bytes more than the field), AES-256-GCM with table, column, row and user as
/// associated data: moved to another place in the database it does not open.
/// </remarks>
public sealed class Envelope(WrappedKeys wrapped, IBlobStore blobs, TimeProvider time)
{
    /// <summary>How long a deleted key may stay in use on a server that did not delete it itself.</summary>
    public static readonly TimeSpan KeyLifetime = TimeSpan.FromMinutes(5);

    const int CachedKeys = 10_000;

    static ReadOnlySpan<byte> Header => [1];

    readonly KeyCache keys = new(CachedKeys, KeyLifetime, time);

    /// <summary>Seals a field. The user's key is made with the first one.</summary>
    public async Task<byte[]> Seal(Guid userId, string table, string column, Guid row, ReadOnlyMemory<byte> plaintext, CancellationToken ct)
    {
        var key = await Find(userId, ct) ?? await Create(userId, ct);
        return SealedBytes.Seal(key, Header, Place(userId, table, column, row), plaintext.Span);
    }

    /// <summary>
    /// Opens a field. Throws <see cref="KeyForgottenException"/> when the user's key was deleted, and another
    /// <see cref="CryptographicException"/> when the field was sealed for another place or has been changed.
    /// </summary>
    public async Task<byte[]> Open(Guid userId, string table, string column, Guid row, ReadOnlyMemory<byte> sealedBytes, CancellationToken ct)
    {
        var key = await Find(userId, ct) ?? throw new KeyForgottenException(userId);
        return SealedBytes.Open(key, Header, Place(userId, table, column, row), sealedBytes.Span);
    }

    /// <summary>Deletes the user's key, and with it, for good, what was sealed under it. Other servers follow within <see cref="KeyLifetime"/>.</summary>
    public async Task Forget(Guid userId, CancellationToken ct)
    {
        await blobs.Delete(BlobKeys.UserKey(userId), ct);
        keys.Remove(userId);
    }

    /// <summary>The id of the master key that wraps the user's key; <c>null</c> when the user has none.</summary>
    public Task<string?> MasterOf(Guid userId, CancellationToken ct) => wrapped.MasterOf(BlobKeys.UserKey(userId), ct);

    /// <summary>The user's key wrapped by the present master key; <c>null</c> when it is so already, or the user has none.</summary>
    public Task<byte[]?> Rewrap(Guid userId, CancellationToken ct) => wrapped.Rewrap(BlobKeys.UserKey(userId), Context(userId), ct);

    /// <summary>Puts what <see cref="Rewrap"/> gave in the key's place. The caller sees to it that <see cref="Forget"/> does not come before: the key would be back.</summary>
    public Task Replace(Guid userId, byte[] rewrapped, CancellationToken ct) => wrapped.Replace(BlobKeys.UserKey(userId), rewrapped, ct);

    async Task<byte[]?> Find(Guid userId, CancellationToken ct)
    {
        if (keys.TryGet(userId, out var cached))
            return cached;
        var key = await wrapped.Find(BlobKeys.UserKey(userId), Context(userId), ct);
        if (key is not null)
            keys.Set(userId, key);
        return key;
    }

    async Task<byte[]> Create(Guid userId, CancellationToken ct)
    {
        // Two requests may come here at once; the key that lies in the store is the user's, and the other was never used.
        await wrapped.Create(BlobKeys.UserKey(userId), Context(userId), ct);
        return await Find(userId, ct) ?? throw new KeyForgottenException(userId);
    }

    static string Context(Guid userId) => userId.ToString("n");

    // Table and column are names from the code, without a line feed.
    static string Place(Guid userId, string table, string column, Guid row) => $"{table}\n{column}\n{row:n}\n{userId:n}";
}

/// <summary>The user's data key was deleted; what was sealed under it can't be read any more.</summary>
public sealed class KeyForgottenException(Guid userId) : CryptographicException($"The key of user {userId} was deleted.");
