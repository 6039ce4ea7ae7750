using System.Net;
using System.Text.Json;
using Amazon.S3.Util;
using PhotoShare.Media;

namespace PhotoShare.ImageProcessor;

/// <summary>
/// One S3 event in, one <see cref="ProcessingResult"/> out. A photo that can't be read is an answer; what throws is a fault of the
/// machine and worth another try.
/// </summary>
sealed class Handler(IBlobStore blobs, ImagePipeline pipeline, ImageLimits limits)
{
    public async Task<byte[]> Handle(string invocation)
    {
        var result = await Process(KeyOf(invocation));
        return JsonSerializer.SerializeToUtf8Bytes(result, MediaJson.Default.ProcessingResult);
    }

    // S3 writes one record an event. The parser answers nonsense with none.
    static string KeyOf(string invocation)
    {
        var records = S3EventNotification.ParseJson(invocation)?.Records;
        if (records is not [{ S3.Object.Key: { Length: > 0 } key }])
            throw new ArgumentException($"An S3 event with exactly one record is expected; this one has {records?.Count ?? 0} that can be read.");
        return WebUtility.UrlDecode(key);
    }

    async Task<ProcessingResult> Process(string key)
    {
        var photoId = BlobKeys.PhotoOf(key) ?? throw new ArgumentException($"'{key}' is not the key of an original.");
        try
        {
            var photo = await pipeline.Process(photoId, await Read(key));
            foreach (var (rendition, content) in photo.Renditions)
            {
                using var stream = new MemoryStream(content, writable: false);
                await blobs.Put(rendition.Key, stream, BlobKey.ContentType(rendition.Key), CancellationToken.None);
            }
            return new ProcessingResult(key, photo.Image, null);
        }
        catch (ImageRefusedException refusal)
        {
            // The codec's own words are for the log; a stranger's file may have put some of them there.
            Console.WriteLine($"{key}: {refusal.Failure.Code} {refusal.InnerException?.Message.ReplaceLineEndings(" ")}");
            return new ProcessingResult(key, null, refusal.Failure);
        }
    }

    async Task<byte[]> Read(string key)
    {
        // The size first: what is too long is never read into memory.
        var size = await blobs.Size(key, CancellationToken.None);
        await using var original = await blobs.Open(key, CancellationToken.None);
        if (size is not { } bytes || original is null)
            throw new ImageRefusedException(ProcessingFailureCode.Internal, "The photo's file is no longer there. Send it again.");
        limits.CheckBytes(bytes);
        var content = new byte[bytes];
        await original.ReadExactlyAsync(content);
        return content;
    }
}
