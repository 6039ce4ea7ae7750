using System.Buffers;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace PhotoShare.Media;

/// <summary>Writes objects of any length: in one request when they are short, else in parts, never holding more than one part.</summary>
sealed class S3Writer(AmazonS3Client client, string bucket, string? kmsKey, S3Faults faults)
{
    /// <summary>Bytes of a part; with 10,000 of them an object has up to 80 GiB.</summary>
    const int PartSize = 8 * 1024 * 1024;

    const int MaxConflicts = 5;

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <summary>Writes the object whole or not at all. Answers <c>false</c> when it may only be new and is not.</summary>
    public async Task<bool> Write(string key, Stream content, string contentType, bool onlyNew, CancellationToken ct)
    {
        var first = content.CanSeek ? (int)Math.Min(PartSize, content.Length - content.Position + 1) : PartSize;
        var buffer = ArrayPool<byte>.Shared.Rent(first);
        try
        {
            var read = await content.ReadAtLeastAsync(buffer.AsMemory(0, first), first, throwOnEndOfStream: false, ct);
            return read < first
                ? await WriteWhole(key, buffer, read, contentType, onlyNew, ct)
                : await WriteParts(key, content, buffer, contentType, onlyNew, ct);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public async Task<string> Start(string key, string contentType, CancellationToken ct)
    {
        var request = new InitiateMultipartUploadRequest { BucketName = bucket, Key = key, ContentType = TypeOf(contentType) };
        if (kmsKey is not null)
            (request.ServerSideEncryptionMethod, request.ServerSideEncryptionKeyManagementServiceKeyId) = (ServerSideEncryptionMethod.AWSKMS, kmsKey);
        return (await faults.Ask(() => client.InitiateMultipartUploadAsync(request, ct), ct)).UploadId;
    }

    /// <summary>Joins the parts. Answers <c>false</c> when there is no such upload (any more), or the object may only be new and is not.</summary>
    public async Task<bool> Finish(string key, string uploadId, List<PartETag> parts, bool onlyNew, CancellationToken ct)
    {
        var request = new CompleteMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = uploadId, PartETags = parts, IfNoneMatch = onlyNew ? "*" : null };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await faults.Ask(() => client.CompleteMultipartUploadAsync(request, ct), ct, expects: e => IsNoSuchUpload(e) || IsTaken(e) || (IsInternal(e) && attempt < MaxConflicts));
                return true;
            }
            catch (AmazonS3Exception e) when (IsNoSuchUpload(e) || IsTaken(e))
            {
                return false;
            }
            catch (AmazonS3Exception e) when (IsInternal(e))
            {
                // So Ceph says that another request is joining the same parts; what came of it shows a moment later.
                await Task.Delay(attempt * Pause, ct);
            }
        }
    }

    public async Task Abort(string key, string uploadId, CancellationToken ct)
    {
        try
        {
            await faults.Ask(() => client.AbortMultipartUploadAsync(bucket, key, uploadId, ct), ct, expects: IsNoSuchUpload);
        }
        catch (AmazonS3Exception none) when (IsNoSuchUpload(none))
        {
            // It is gone already, which is what was asked for.
        }
    }

    /// <summary>Writes an object over itself, within the store. Answers <c>false</c> when there is none.</summary>
    public async Task<bool> Rewrite(string key, CancellationToken ct)
    {
        var request = new CopyObjectRequest
        {
            SourceBucket = bucket,
            SourceKey = key,
            DestinationBucket = bucket,
            DestinationKey = key,
            // A copy onto itself that changes nothing is refused. The type is not looked at: whoever reads an original is told another.
            MetadataDirective = S3MetadataDirective.REPLACE,
            ContentType = TypeOf(""),
        };
        if (kmsKey is not null)
            (request.ServerSideEncryptionMethod, request.ServerSideEncryptionKeyManagementServiceKeyId) = (ServerSideEncryptionMethod.AWSKMS, kmsKey);
        try
        {
            await faults.Ask(() => client.CopyObjectAsync(request, ct), ct, expects: IsMissing);
            return true;
        }
        catch (AmazonS3Exception none) when (IsMissing(none))
        {
            return false;
        }
    }

    /// <summary>Some servers say of an upload that is not there that its object is not.</summary>
    public static bool IsNoSuchUpload(AmazonS3Exception e) => e.ErrorCode is "NoSuchUpload" or "NoSuchKey";

    /// <summary>Conditional writes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html</summary>
    async Task<bool> WriteWhole(string key, byte[] buffer, int length, string contentType, bool onlyNew, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var content = new MemoryStream(buffer, 0, length, writable: false);
            var request = new PutObjectRequest
            {
                BucketName = bucket,
                Key = key,
                InputStream = content,
                ContentType = TypeOf(contentType),
                IfNoneMatch = onlyNew ? "*" : null,
                UseChunkEncoding = false,
            };
            if (kmsKey is not null)
                (request.ServerSideEncryptionMethod, request.ServerSideEncryptionKeyManagementServiceKeyId) = (ServerSideEncryptionMethod.AWSKMS, kmsKey);
            try
            {
                await faults.Ask(() => client.PutObjectAsync(request, ct), ct, expects: e => IsTaken(e) || (IsConflict(e) && attempt < MaxConflicts));
                return true;
            }
            catch (AmazonS3Exception taken) when (IsTaken(taken))
            {
                return false;
            }
            catch (AmazonS3Exception conflict) when (IsConflict(conflict))
            {
                // Another writer was at it at the same moment; who won shows the next time.
            }
        }
    }

    async Task<bool> WriteParts(string key, Stream content, byte[] buffer, string contentType, bool onlyNew, CancellationToken ct)
    {
        var uploadId = await Start(key, contentType, ct);
        try
        {
            var parts = new List<PartETag>();
            for (var read = PartSize; read > 0; read = await content.ReadAtLeastAsync(buffer.AsMemory(0, PartSize), PartSize, throwOnEndOfStream: false, ct))
                parts.Add(await WritePart(key, uploadId, parts.Count + 1, buffer, read, ct));
            if (await Finish(key, uploadId, parts, onlyNew, ct))
                return true;
            await Abort(key, uploadId, ct);
            return false;
        }
        catch
        {
            await TakeBack(key, uploadId);
            throw;
        }
    }

    async Task TakeBack(string key, string uploadId)
    {
        try
        {
            await Abort(key, uploadId, CancellationToken.None);
        }
        catch (BlobStoreException)
        {
            // Why the writing failed says more. The bucket's own rule forgets the parts after a while.
        }
    }

    async Task<PartETag> WritePart(string key, string uploadId, int number, byte[] buffer, int length, CancellationToken ct)
    {
        using var part = new MemoryStream(buffer, 0, length, writable: false);
        var request = new UploadPartRequest
        {
            BucketName = bucket,
            Key = key,
            UploadId = uploadId,
            PartNumber = number,
            InputStream = part,
            PartSize = length,
            UseChunkEncoding = false,
        };
        return new PartETag(number, (await faults.Ask(() => client.UploadPartAsync(request, ct), ct)).ETag);
    }

    static string TypeOf(string contentType) => contentType.Length > 0 ? contentType : "application/octet-stream";

    static bool IsTaken(AmazonS3Exception e) => e.StatusCode == HttpStatusCode.PreconditionFailed;

    static bool IsMissing(AmazonS3Exception e) => e.ErrorCode == "NoSuchKey";

    static bool IsInternal(AmazonS3Exception e) => e.StatusCode == HttpStatusCode.InternalServerError;

    static bool IsConflict(AmazonS3Exception e) => e.StatusCode == HttpStatusCode.Conflict;
}
