namespace PhotoShare.Media;

/// <summary>Keys that lie in the blob store, wrapped by the master key. Each names the master key that wrapped it.</summary>
public sealed class WrappedKeys(IMasterKey master, IBlobStore blobs)
{
    /// <summary>The id of the master key that wrapped these bytes.</summary>
    public static string MasterOf(ReadOnlySpan<byte> wrapped) => LocalMasterKey.IdIn(wrapped) ?? KmsMasterKey.IdIn(wrapped) ?? "unknown";

    /// <summary>The id of the master key that wraps new keys.</summary>
    public string Master => master.Id;

    /// <summary>The key in the clear; <c>null</c> when there is none.</summary>
    public async Task<byte[]?> Find(string blob, string context, CancellationToken ct) =>
        await Read(blob, ct) is { } wrapped ? await master.Unwrap(wrapped, context, ct) : null;

    /// <summary>Makes a key unless there is one; of several at once, one is kept.</summary>
    public async Task Create(string blob, string context, CancellationToken ct)
    {
        var fresh = await master.GenerateDataKey(context, ct);
        using var wrapped = new MemoryStream(fresh.Wrapped);
        await blobs.PutNew(blob, wrapped, ContentType, ct);
    }

    /// <summary>Which master key wraps it; <c>null</c> when there is no such key.</summary>
    public async Task<string?> MasterOf(string blob, CancellationToken ct) => await Read(blob, ct) is { } wrapped ? MasterOf(wrapped) : null;

    /// <summary>The same key wrapped by the present master key; <c>null</c> when it is so already, or is not there.</summary>
    public async Task<byte[]?> Rewrap(string blob, string context, CancellationToken ct) =>
        await Read(blob, ct) is { } wrapped && MasterOf(wrapped) != master.Id
            ? await master.Wrap(await master.Unwrap(wrapped, context, ct), context, ct)
            : null;

    /// <summary>Puts what <see cref="Rewrap"/> gave in the key's place.</summary>
    public async Task Replace(string blob, byte[] rewrapped, CancellationToken ct)
    {
        using var content = new MemoryStream(rewrapped);
        await blobs.Put(blob, content, ContentType, ct);
    }

    const string ContentType = "application/octet-stream";

    async Task<byte[]?> Read(string blob, CancellationToken ct)
    {
        await using var content = await blobs.Open(blob, ct);
        if (content is null) return null;
        using var wrapped = new MemoryStream();
        await content.CopyToAsync(wrapped, ct);
        return wrapped.ToArray();
    }
}
