namespace PhotoShare.Media;

/// <summary>
/// Blobs as objects of S3, on AWS or a server that speaks the same, in one bucket or several: the first segment of a key tells which.
/// Clients read and write them there, by URLs that are signed here; what their permissions must be stands in <c>architecture/s3</c>. Every
/// fault of the store is a <see cref="BlobStoreException"/>, thrown after the SDK has tried some times.
/// </summary>
public sealed class S3BlobStore : IBlobStore, IDisposable
{
    readonly S3Options options;
    readonly S3Connection connection;
    readonly Dictionary<string, S3Bucket> buckets;
    readonly CloudFrontSigner? signer;

    /// <summary>Opens the store; asks nothing of it yet. Throws <see cref="BlobStoreException"/> without credentials or region.</summary>
    public S3BlobStore(S3Options options, TimeProvider time)
    {
        this.options = options;
        connection = S3Connection.Open(options);
        buckets = options.All.ToDictionary(name => name, name => new S3Bucket(name, connection, time), StringComparer.Ordinal);
        if (options.Distribution is { } distribution) signer = new CloudFrontSigner(distribution, time);
        Origins = [.. BlobKeys.ClientPrefixes.Select(prefix => Of(prefix).Origin).Concat(options.Distribution is { Address: var before } ? [before] : []).Distinct()];
    }

    /// <summary>The origins that clients' URLs lead to, e.g. <c>https://photos.s3.eu-central-1.amazonaws.com</c>.</summary>
    public IReadOnlyList<Uri> Origins { get; }

    /// <summary>Throws <see cref="BlobStoreException"/> when one of the buckets can't be used, or the clock is so far from the server's that signed URLs would not hold.</summary>
    public Task Check(CancellationToken ct) => Task.WhenAll(buckets.Values.Select(bucket => bucket.Check(ct)));

    public Task<Stream?> Open(string key, CancellationToken ct) => Of(key).Open(key, ct);

    public Task<Stream?> OpenAt(string key, long from, CancellationToken ct) => Of(key).OpenAt(key, from, ct);

    public Task<long?> Size(string key, CancellationToken ct) => Of(key).Size(key, ct);

    public Task Put(string key, Stream content, string contentType, CancellationToken ct) => Of(key).Put(key, content, contentType, ct);

    public Task<bool> PutNew(string key, Stream content, string contentType, CancellationToken ct) => Of(key).PutNew(key, content, contentType, ct);

    public Task Delete(string key, CancellationToken ct) => Of(key).Delete(key, ct);

    public Task DeleteAll(string prefix, CancellationToken ct) => Of(prefix).DeleteAll(prefix, ct);

    public Task<string> StartUpload(string key, string contentType, CancellationToken ct) => Of(key).StartUpload(key, contentType, ct);

    public Uri PartUrl(string key, string uploadId, int number, long size, DateTime expires) => Of(key).PartUrl(key, uploadId, number, size, expires);

    public Task<IReadOnlyList<BlobPart>> Parts(string key, string uploadId, CancellationToken ct) => Of(key).Parts(key, uploadId, ct);

    public Task FinishUpload(string key, string uploadId, CancellationToken ct) => Of(key).FinishUpload(key, uploadId, ct);

    public Task AbortUpload(string key, string uploadId, CancellationToken ct) => Of(key).AbortUpload(key, uploadId, ct);

    public Uri ReadUrl(string key, TimeSpan window, string? saveAs = null) =>
        signer is not null && saveAs is null && key.StartsWith($"{BlobKeys.RenditionsPrefix}/", StringComparison.Ordinal) ? signer.ReadUrl(key, window) : Of(key).ReadUrl(key, window, saveAs);

    /// <summary>Has the store announce a blob once more to whoever is told of new ones: copied onto itself, it was created. <c>false</c> when there is none.</summary>
    public Task<bool> Announce(string key, CancellationToken ct) => Of(key).Announce(key, ct);

    public void Dispose()
    {
        signer?.Dispose();
        connection.Client.Dispose();
    }

    S3Bucket Of(string key) => buckets[options.BucketOf(key)];
}
