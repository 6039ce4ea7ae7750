using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using PhotoShare.Media;

namespace PhotoShare.ImageProcessor;

/// <summary>
/// One S3 event in, one <see cref="ProcessingResult"/> out. A photo that can't be read is an answer; what throws is a fault of the
/// machine and worth another try.
/// </summary>
/// <param name="bucket">Where originals lie; <c>null</c> where they are files.</param>
sealed class Handler(IBlobStore blobs, string? bucket, ImagePipeline pipeline, ImageLimits limits)
{
    public async Task<byte[]> Handle(string invocation, CancellationToken deadline)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await Process(BlobEvent.KeyOf(invocation, bucket), deadline);
        FunctionMetrics.Write(result, Stopwatch.GetElapsedTime(started));
        return JsonSerializer.SerializeToUtf8Bytes(result, MediaJson.Default.ProcessingResult);
    }

    async Task<ProcessingResult> Process(string key, CancellationToken deadline)
    {
        var photoId = BlobKeys.PhotoOf(key) ?? throw new ArgumentException($"'{key}' is not the key of an original.");
        string? sha256 = null;
        try
        {
            var original = await Read(key, deadline);
            sha256 = Convert.ToHexStringLower(SHA256.HashData(original));
            var photo = await pipeline.Process(photoId, original);
            foreach (var (rendition, content) in photo.Renditions)
            {
                using var stream = new MemoryStream(content, writable: false);
                await blobs.Put(rendition.Key, stream, BlobKey.ContentType(rendition.Key), deadline);
            }
            return new ProcessingResult(key, sha256, photo.Image, null, FunctionTrace.TraceParent);
        }
        catch (ImageRefusedException refusal)
        {
            // The codec's own words are for the log; a stranger's file may have put some of them there.
            FunctionLog.Write("Warning", $"{key}: {refusal.Failure.Code} {refusal.InnerException?.Message.ReplaceLineEndings(" ")}");
            return new ProcessingResult(key, sha256, null, refusal.Failure, FunctionTrace.TraceParent);
        }
    }

    async Task<byte[]> Read(string key, CancellationToken deadline)
    {
        // The size first: what is too long is never read into memory.
        var size = await blobs.Size(key, deadline);
        await using var original = await blobs.Open(key, deadline);
        if (size is not { } bytes || original is null)
            throw new ImageRefusedException(ProcessingFailureCode.Internal, "The photo's file is no longer there. Send it again.");
        limits.CheckBytes(bytes);
        var content = new byte[bytes];
        await original.ReadExactlyAsync(content, deadline);
        return content;
    }
}
