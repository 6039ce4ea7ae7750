using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace PhotoShare.Media;

/// <summary>Backups in a bucket, below a prefix. The credentials need ListBucket, GetObject, PutObject, DeleteObject and AbortMultipartUpload there.</summary>
public sealed class S3BackupPlace : IBackupPlace
{
    readonly string bucket;
    readonly string prefix;
    readonly AmazonS3Client client;
    readonly S3Faults faults;
    readonly S3Writer writer;

    /// <param name="prefix">Empty, or a key that ends with <c>/</c>.</param>
    public S3BackupPlace(S3Options options, string prefix)
    {
        (bucket, this.prefix) = (options.Bucket, prefix);
        faults = new S3Faults(bucket, options.Endpoint);
        client = S3Connection.Open(options).Client;
        writer = new S3Writer(client, bucket, options.KmsKey, faults);
    }

    public string Spoken => $"s3://{bucket}/{prefix}".TrimEnd('/');

    public async Task<Stream?> Open(string name, CancellationToken ct)
    {
        try
        {
            var answer = await faults.Ask(() => client.GetObjectAsync(bucket, prefix + BlobKey.Check(name), ct), ct, expects: IsNoSuchKey);
            return new S3Content(answer.ResponseStream, answer.ContentLength, faults);
        }
        catch (AmazonS3Exception none) when (IsNoSuchKey(none))
        {
            return null;
        }
    }

    public Task Put(string name, Stream content, CancellationToken ct) => writer.Write(prefix + BlobKey.Check(name), content, "", onlyNew: false, ct);

    public Task Delete(string name, CancellationToken ct) => faults.Ask(() => client.DeleteObjectAsync(bucket, prefix + BlobKey.Check(name), ct), ct);

    public async IAsyncEnumerable<BackupEntry> List(string prefix, [EnumeratorCancellation] CancellationToken ct)
    {
        // S3 lists in the order of UTF-8's bytes, which is ordinal for what keys are made of.
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = this.prefix + BlobKey.CheckPrefix(prefix) };
        while (true)
        {
            var page = await faults.Ask(() => client.ListObjectsV2Async(request, ct), ct);
            foreach (var found in page.S3Objects ?? []) yield return new BackupEntry(found.Key[this.prefix.Length..], found.Size ?? 0);
            if (page.IsTruncated != true) yield break;
            request.ContinuationToken = page.NextContinuationToken;
        }
    }

    public void Dispose() => client.Dispose();

    static bool IsNoSuchKey(AmazonS3Exception e) => e.ErrorCode == "NoSuchKey";
}
