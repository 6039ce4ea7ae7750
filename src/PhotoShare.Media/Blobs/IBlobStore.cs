namespace PhotoShare.Media;

/// <summary>
/// Where bytes lie: originals under <c>originals/</c>, renditions under <c>renditions/</c>, people's copies of their data under
/// <c>exports/</c>, copies that they bring along under <c>imports/</c>, wrapped keys under <c>keys/</c>.
/// Keys carry no user data and follow the grammar of <see cref="BlobKey"/>; anything else is an <see cref="ArgumentException"/>.
/// A store that can't do its work throws <see cref="BlobStoreException"/>.
/// </summary>
public interface IBlobStore
{
    /// <summary>Opens a blob for reading, seekable where the store can, and asynchronously alone; <c>null</c> when there is none.</summary>
    Task<Stream?> Open(string key, CancellationToken ct);

    /// <summary>Opens a blob for reading from one of its bytes on, asynchronously alone; <c>null</c> when there is none.</summary>
    /// <param name="from">From 0, and less than the blob's bytes.</param>
    Task<Stream?> OpenAt(string key, long from, CancellationToken ct);

    /// <summary>Bytes in the blob; <c>null</c> when there is none.</summary>
    Task<long?> Size(string key, CancellationToken ct);

    /// <summary>Writes a whole blob, replacing one of the same key. Readers see the old or the new one, never a part.</summary>
    Task Put(string key, Stream content, string contentType, CancellationToken ct);

    /// <summary>Writes a whole blob unless one of this key exists already; then answers <c>false</c>. Of several writers at once exactly one wins.</summary>
    Task<bool> PutNew(string key, Stream content, string contentType, CancellationToken ct);

    /// <summary>Removes one blob; removing what is not there is no error.</summary>
    Task Delete(string key, CancellationToken ct);

    /// <summary>Removes every blob whose key starts with <paramref name="prefix"/>, which must end with <c>/</c>.</summary>
    Task DeleteAll(string prefix, CancellationToken ct);

    /// <summary>Begins an upload in parts and gives its id, in S3's terms a multipart upload.</summary>
    Task<string> StartUpload(string key, string contentType, CancellationToken ct);

    /// <summary>Where a client PUTs one part: <paramref name="number"/> from 1, exactly <paramref name="size"/> bytes, until <paramref name="expires"/> (UTC). Relative for a store that this server fronts.</summary>
    Uri PartUrl(string key, string uploadId, int number, long size, DateTime expires);

    /// <summary>The parts that have arrived whole, by number. Empty for an unknown upload.</summary>
    Task<IReadOnlyList<BlobPart>> Parts(string key, string uploadId, CancellationToken ct);

    /// <summary>Joins the parts, in order of number, into the blob. Idempotent: finishing twice leaves one blob. Throws <see cref="InvalidOperationException"/> when there are neither parts nor a blob.</summary>
    Task FinishUpload(string key, string uploadId, CancellationToken ct);

    /// <summary>Forgets an upload and its parts; no error when there is none.</summary>
    Task AbortUpload(string key, string uploadId, CancellationToken ct);

    /// <summary>
    /// Where a client GETs the blob. The expiry is rounded up to a multiple of <paramref name="window"/>, plus one more,
    /// so that the same URL is given for a whole window and caches hold; it lives between one and two windows.
    /// </summary>
    /// <param name="saveAs">A file name by which a browser saves the blob instead of showing it, of the grammar of keys; its extension tells the type.</param>
    Uri ReadUrl(string key, TimeSpan window, string? saveAs = null);
}

/// <summary>A part that has arrived: its number from 1 and its size in bytes.</summary>
public readonly record struct BlobPart(int Number, long Size);
