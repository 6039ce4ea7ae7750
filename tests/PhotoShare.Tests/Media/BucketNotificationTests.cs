using System.Net;
using Amazon.S3.Util;
using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>A real server tells of an original that has arrived by the event that the image function reads, and of nothing else.</summary>
[Trait("Kind", "Real")]
public sealed class BucketNotificationTests
{
    [Fact]
    public async Task Of_an_upload_in_parts_the_bucket_tells_once_and_of_a_rendition_never()
    {
        var server = await RadosGateway.Running;
        var bucket = await server.CreateBuckets();
        using var hook = new HttpListener();
        var address = new Uri($"http://127.0.0.1:{FreePort.Take()}/");
        hook.Prefixes.Add(address.ToString());
        hook.Start();
        await server.NotifyOfOriginals(bucket, address);
        using var app = new S3BlobStore(server.OptionsOf("app", bucket), TimeProvider.System);
        using var function = new S3BlobStore(server.OptionsOf("function", bucket), TimeProvider.System);

        var (photo, first) = (Guid.NewGuid(), Hear(hook));
        await function.Put($"{BlobKeys.Renditions(photo)}320.webp", new MemoryStream([1]), "image/webp", default);
        await app.Put(BlobKeys.UserKey(photo), new MemoryStream([1]), "", default);
        var upload = await app.StartUpload(BlobKeys.Original(photo), "image/jpeg", default);
        using (var http = new HttpClient())
        using (var part = new ByteArrayContent(new byte[10]))
        using (var sent = await http.PutAsync(app.PartUrl(BlobKeys.Original(photo), upload, 1, 10, DateTime.UtcNow.AddMinutes(5)), part))
            Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        await app.FinishUpload(BlobKeys.Original(photo), upload, default);

        var told = await first.WaitAsync(Eventually.Patience);
        Assert.Equal((BlobKeys.Original(photo), bucket, 10), (WebUtility.UrlDecode(told.S3.Object.Key), told.S3.Bucket.Name, told.S3.Object.Size));
        // Ceph writes its own "s3:" before some of the names.
        Assert.EndsWith("ObjectCreated:CompleteMultipartUpload", told.EventName, StringComparison.Ordinal);

        var (other, second) = (Guid.NewGuid(), Hear(hook));
        await app.Put(BlobKeys.Original(other), new MemoryStream([1, 2]), "image/jpeg", default);
        Assert.Equal(BlobKeys.Original(other), WebUtility.UrlDecode((await second.WaitAsync(Eventually.Patience)).S3.Object.Key));
    }

    static async Task<S3EventNotification.S3EventNotificationRecord> Hear(HttpListener hook)
    {
        var call = await hook.GetContextAsync();
        using var reader = new StreamReader(call.Request.InputStream);
        var text = await reader.ReadToEndAsync();
        call.Response.Close();
        return Assert.Single(S3EventNotification.ParseJson(text).Records);
    }
}
