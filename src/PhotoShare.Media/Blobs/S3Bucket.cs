using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.S3;
using Amazon.S3.Model;

namespace PhotoShare.Media;

/// <summary>One of the buckets of a <see cref="S3BlobStore"/>.</summary>
sealed class S3Bucket : IBlobStore
{
    /// <summary>A third of what AWS bears.</summary>
    static readonly TimeSpan MostClockSkew = TimeSpan.FromMinutes(5);

    readonly string bucket;
    readonly AmazonS3Client client;
    readonly S3Presigner presigner;
    readonly S3Faults faults;
    readonly S3Writer writer;
    readonly TimeProvider time;

    public S3Bucket(string bucket, S3Connection connection, TimeProvider time)
    {
        this.bucket = bucket;
        this.time = time;
        client = connection.Client;
        var address = connection.AddressOf(bucket);
        Origin = new Uri(address.GetLeftPart(UriPartial.Authority));
        faults = new S3Faults(bucket, connection.Options.Endpoint);
        presigner = new S3Presigner(address, connection.Region, connection.Credentials);
        writer = new S3Writer(client, bucket, connection.Options.KmsKey, faults);
    }

    public async Task Check(CancellationToken ct)
    {
        await faults.Ask(() => client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, MaxKeys = 1 }, ct), ct);
        // The SDK corrects its own requests by what the server says of the time; our URLs go by the clock.
        if (CorrectClockSkew.GetClockCorrectionForEndpoint(client.Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new ListObjectsV2Request { BucketName = bucket })).URL) is var off && off.Duration() > MostClockSkew)
            throw new BlobStoreException($"The clock of this machine is {off.Duration().TotalMinutes:0} minutes {(off > TimeSpan.Zero ? "behind" : "ahead of")} that of the store. Set it right, best by NTP.");
    }

    public Uri Origin { get; }

    public Task<Stream?> Open(string key, CancellationToken ct) => Open(new GetObjectRequest { BucketName = bucket, Key = BlobKey.Check(key) }, ct);

    public Task<Stream?> OpenAt(string key, long from, CancellationToken ct) =>
        Open(new GetObjectRequest { BucketName = bucket, Key = BlobKey.Check(key), ByteRange = new ByteRange(FormattableString.Invariant($"bytes={from}-")) }, ct);

    async Task<Stream?> Open(GetObjectRequest request, CancellationToken ct)
    {
        try
        {
            var answer = await faults.Ask(() => client.GetObjectAsync(request, ct), ct, expects: IsNoSuchKey);
            return new S3Content(answer.ResponseStream, answer.ContentLength, faults);
        }
        catch (AmazonS3Exception none) when (IsNoSuchKey(none))
        {
            return null;
        }
    }

    public async Task<long?> Size(string key, CancellationToken ct)
    {
        try
        {
            return (await faults.Ask(() => client.GetObjectMetadataAsync(bucket, BlobKey.Check(key), ct), ct, expects: IsNotFound)).ContentLength;
        }
        catch (AmazonS3Exception none) when (IsNotFound(none))
        {
            return null;
        }
    }

    public Task Put(string key, Stream content, string contentType, CancellationToken ct) => writer.Write(BlobKey.Check(key), content, contentType, onlyNew: false, ct);

    public Task<bool> PutNew(string key, Stream content, string contentType, CancellationToken ct) => writer.Write(BlobKey.Check(key), content, contentType, onlyNew: true, ct);

    public Task Delete(string key, CancellationToken ct) => faults.Ask(() => client.DeleteObjectAsync(bucket, BlobKey.Check(key), ct), ct);

    public async Task DeleteAll(string prefix, CancellationToken ct)
    {
        var list = new ListObjectsV2Request { BucketName = bucket, Prefix = BlobKey.CheckPrefix(prefix) };
        // Each page is deleted before the next is asked for, so the next is always the first. A thousand are one request's most.
        while (await faults.Ask(() => client.ListObjectsV2Async(list, ct), ct) is { S3Objects: { Count: > 0 } found })
            await faults.Ask(() => client.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = bucket, Quiet = true, Objects = found.ConvertAll(o => new KeyVersion { Key = o.Key }) }, ct), ct);
    }

    public async Task<string> StartUpload(string key, string contentType, CancellationToken ct) => await writer.Start(BlobKey.Check(key), contentType, ct);

    public Uri PartUrl(string key, string uploadId, int number, long size, DateTime expires)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, DiskBlobStore.MaxParts);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        var now = time.GetUtcNow().UtcDateTime;
        var lifetime = expires - now < S3Presigner.MaxLifetime ? expires - now : S3Presigner.MaxLifetime;
        return presigner.Sign("PUT", BlobKey.Check(key), now, lifetime, size, ("partNumber", FormattableString.Invariant($"{number}")), ("uploadId", uploadId));
    }

    public async Task<IReadOnlyList<BlobPart>> Parts(string key, string uploadId, CancellationToken ct) =>
        (await ListParts(BlobKey.Check(key), uploadId, ct)).ConvertAll(part => new BlobPart(part.PartNumber!.Value, part.Size!.Value));

    public async Task FinishUpload(string key, string uploadId, CancellationToken ct)
    {
        var parts = await ListParts(BlobKey.Check(key), uploadId, ct);
        if (parts.Count > 0 && await writer.Finish(key, uploadId, parts.ConvertAll(part => new PartETag(part.PartNumber!.Value, part.ETag)), onlyNew: false, ct))
            return;
        // Finished before: the parts are gone and the blob is there.
        if (await Size(key, ct) is null)
            throw new InvalidOperationException($"There is no upload {uploadId} with parts for {key}.");
    }

    public Task AbortUpload(string key, string uploadId, CancellationToken ct) => writer.Abort(BlobKey.Check(key), uploadId, ct);

    public Uri ReadUrl(string key, TimeSpan window, string? saveAs = null)
    {
        var seconds = (long)window.TotalSeconds;
        ArgumentOutOfRangeException.ThrowIfLessThan(seconds, 1, nameof(window));
        // Signed as of the window's beginning, so that the URL is the same one until its end.
        var from = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds() / seconds * seconds).UtcDateTime;
        (string, string)[] headers = saveAs is null
            ? [("response-cache-control", FormattableString.Invariant($"private, max-age={seconds}, immutable"))]
            : [("response-cache-control", "private, no-cache"), ("response-content-disposition", $"attachment; filename=\"{BlobKey.Check(saveAs)}\""), ("response-content-type", BlobKey.ContentType(saveAs))];
        return presigner.Sign("GET", BlobKey.Check(key), from, TimeSpan.FromSeconds(2 * seconds), null, headers);
    }

    public Task<bool> Announce(string key, CancellationToken ct) => writer.Rewrite(BlobKey.Check(key), ct);

    async Task<List<PartDetail>> ListParts(string key, string uploadId, CancellationToken ct)
    {
        var parts = new List<PartDetail>();
        var request = new ListPartsRequest { BucketName = bucket, Key = key, UploadId = uploadId };
        try
        {
            while (true)
            {
                var page = await faults.Ask(() => client.ListPartsAsync(request, ct), ct, expects: S3Writer.IsNoSuchUpload);
                parts.AddRange(page.Parts ?? []);
                if (page.IsTruncated != true)
                    return parts;
                request.PartNumberMarker = FormattableString.Invariant($"{page.NextPartNumberMarker}");
            }
        }
        catch (AmazonS3Exception none) when (S3Writer.IsNoSuchUpload(none))
        {
            return [];
        }
    }

    static bool IsNoSuchKey(AmazonS3Exception e) => e.ErrorCode == "NoSuchKey";

    // An answer to HEAD has no body that could say whether it is the object or the bucket.
    static bool IsNotFound(AmazonS3Exception e) => e.StatusCode == HttpStatusCode.NotFound;
}
