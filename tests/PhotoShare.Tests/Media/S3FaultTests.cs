using System.Globalization;
using System.Net;
using System.Text;
using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What a store says that can't do its work, by a stand-in that answers with the faults of real ones.</summary>
public sealed class S3FaultTests : IDisposable
{
    readonly HttpListener server = new();
    readonly Uri address = new($"http://127.0.0.1:{FreePort.Take()}/");
    readonly S3BlobStore blobs;

    public S3FaultTests()
    {
        server.Prefixes.Add(address.ToString());
        server.Start();
        blobs = new S3BlobStore(new S3Options("house", address, AccessKey: "somebody", SecretKey: "secret"), TimeProvider.System);
    }

    [Theory]
    [InlineData(404, "NoSuchBucket", "store setup")]
    [InlineData(403, "InvalidAccessKeyId", "PhotoShare:Store:AccessKey")]
    [InlineData(403, "SignatureDoesNotMatch", "PhotoShare:Store:AccessKey")]
    [InlineData(403, "AccessDenied", "architecture/s3")]
    [InlineData(400, "ExpiredToken", "expired")]
    [InlineData(403, "QuotaExceeded", "room")]
    [InlineData(507, "InsufficientStorage", "room")]
    [InlineData(400, "AuthorizationHeaderMalformed", "region")]
    [InlineData(503, "SlowDown", "503")]
    [InlineData(500, "InternalError", "500")]
    public async Task A_fault_is_told_with_what_to_do(int status, string code, string word)
    {
        var answering = Answer(status, code);

        foreach (var attempt in (Func<Task>[])[() => blobs.Open("keys/a", default), () => blobs.Put("keys/a", new MemoryStream([1]), "", default), () => blobs.Check(default)])
            Assert.Contains(word, (await Assert.ThrowsAsync<BlobStoreException>(attempt)).Message, StringComparison.Ordinal);
        Assert.False(answering.IsFaulted);
    }

    [Theory]
    [InlineData(-20, "ahead")]
    [InlineData(20, "behind")]
    public async Task A_clock_that_is_off_is_told(int minutes, string word)
    {
        var answering = Answer(403, "RequestTimeTooSkewed", DateTime.UtcNow.AddMinutes(minutes), thenWell: true);

        var fault = await Assert.ThrowsAsync<BlobStoreException>(() => blobs.Check(default));
        Assert.Contains("clock", fault.Message, StringComparison.Ordinal);
        Assert.Contains(word, fault.Message, StringComparison.Ordinal);
        Assert.False(answering.IsFaulted);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told()
    {
        server.Stop();

        Assert.Contains(address.Authority, (await Assert.ThrowsAsync<BlobStoreException>(() => blobs.Size("keys/a", default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_of_a_blob_is_the_stores_fault()
    {
        var answering = Task.Run(async () =>
        {
            var request = await server.GetContextAsync();
            request.Response.ContentLength64 = 1_000;
            await request.Response.OutputStream.WriteAsync(new byte[100]);
            await request.Response.OutputStream.FlushAsync();
            request.Response.Abort();
        });
        await using var content = await blobs.Open("keys/a", default);

        await Assert.ThrowsAsync<BlobStoreException>(() => content!.CopyToAsync(Stream.Null));
        await answering;
    }

    [Fact]
    public async Task Who_gives_up_waiting_hears_that_and_of_no_fault()
    {
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => blobs.Size("keys/a", impatient.Token));
    }

    /// <summary>Answers everything alike; or, once it has told the time, well.</summary>
    async Task Answer(int status, string code, DateTime? time = null, bool thenWell = false)
    {
        for (var told = 0; server.IsListening; told++)
        {
            var request = await server.GetContextAsync();
            var isWell = thenWell && told > 0;
            request.Response.StatusCode = isWell ? 200 : status;
            request.Response.ContentType = "application/xml";
            var now = (time ?? DateTime.UtcNow).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            if (time is { } date) request.Response.Headers["Date"] = date.ToString("R", CultureInfo.InvariantCulture);
            await request.Request.InputStream.CopyToAsync(Stream.Null);
            request.Response.Close(Encoding.UTF8.GetBytes(isWell
                ? "<ListBucketResult><Name>house</Name><IsTruncated>false</IsTruncated></ListBucketResult>"
                : $"<Error><Code>{code}</Code><Message>As the stand-in was told.</Message><ServerTime>{now}</ServerTime></Error>"), willBlock: false);
        }
    }

    public void Dispose()
    {
        blobs.Dispose();
        server.Close();
    }
}
