using System.Net;
using System.Web;
using Amazon.S3;
using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The contract on a real S3 server, and what clients do there by signed URLs, the store knowing nothing of it.</summary>
[Trait("Kind", "Real")]
public sealed class S3BlobStoreTests : BlobStoreTests
{
    static readonly HttpClient Http = new();

    readonly SettableTime time = new() { Now = DateTimeOffset.UtcNow };
    S3BlobStore blobs = null!;
    RadosGateway server = null!;
    string bucket = null!;

    protected override IBlobStore Blobs => blobs;

    protected override SettableTime Time => time;

    public override async Task InitializeAsync()
    {
        server = await RadosGateway.Running;
        bucket = await server.CreateBuckets();
        blobs = new S3BlobStore(server.OptionsOf("app", bucket), time);
    }

    protected override async Task<bool> Send(string key, string upload, int number, string content) =>
        await Put(blobs.PartUrl(key, upload, number, content.Length, time.Now.UtcDateTime.AddMinutes(5)), content) == HttpStatusCode.OK;

    static async Task<HttpStatusCode> Put(Uri url, string content)
    {
        using var body = new ByteArrayContent(Bytes(content).ToArray());
        using var answer = await Http.PutAsync(url, body);
        return answer.StatusCode;
    }

    static async Task<HttpStatusCode> Get(Uri url)
    {
        using var answer = await Http.GetAsync(url);
        return answer.StatusCode;
    }

    [Theory]
    [InlineData("")]
    [InlineData("1234")]
    [InlineData("123456")]
    public async Task A_part_of_another_size_than_signed_is_refused_and_leaves_the_earlier_one(string sent)
    {
        var upload = await blobs.StartUpload("originals/a", "image/jpeg", Ct);
        await Send("originals/a", upload, 1, "first");

        Assert.Equal(HttpStatusCode.Forbidden, await Put(blobs.PartUrl("originals/a", upload, 1, 5, time.Now.UtcDateTime.AddMinutes(5)), sent));
        await blobs.FinishUpload("originals/a", upload, Ct);
        Assert.Equal("first", await Read("originals/a"));
    }

    [Theory]
    [InlineData("partNumber", "2")]
    [InlineData("uploadId", "another")]
    [InlineData("X-Amz-Expires", "600000")]
    [InlineData("X-Amz-Signature", "0000")]
    public async Task A_changed_part_url_permits_nothing(string name, string value)
    {
        var upload = await blobs.StartUpload("originals/a", "image/jpeg", Ct);
        var url = With(blobs.PartUrl("originals/a", upload, 1, 5, time.Now.UtcDateTime.AddMinutes(5)), name, value);

        Assert.Equal(HttpStatusCode.Forbidden, await Put(url, "first"));
    }

    [Fact]
    public async Task A_read_url_shows_that_blob_with_the_headers_that_were_signed()
    {
        await Write("originals/a", "bytes");
        using var shown = await Http.GetAsync(blobs.ReadUrl("originals/a", TimeSpan.FromMinutes(15)));
        Assert.Equal("bytes", await shown.Content.ReadAsStringAsync());
        Assert.Equal((true, TimeSpan.FromMinutes(15)), (shown.Headers.CacheControl!.Private, shown.Headers.CacheControl.MaxAge));

        using var saved = await Http.GetAsync(blobs.ReadUrl("originals/a", TimeSpan.FromMinutes(15), "a-photo.webp"));
        Assert.Equal(("attachment", "a-photo.webp"), (saved.Content.Headers.ContentDisposition!.DispositionType, saved.Content.Headers.ContentDisposition.FileName!.Trim('"')));
        Assert.Equal("image/webp", saved.Content.Headers.ContentType!.MediaType);

        var other = new UriBuilder(blobs.ReadUrl("originals/a", TimeSpan.FromMinutes(15)));
        other.Path = other.Path.Replace("originals/a", "originals/b", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await Get(other.Uri));
        Assert.Equal(HttpStatusCode.Forbidden, await Get(With(blobs.ReadUrl("originals/a", TimeSpan.FromMinutes(15), "a.zip"), "response-content-type", "text/html")));
        Assert.Equal(HttpStatusCode.Forbidden, await Get(new UriBuilder(other.Uri) { Query = "" }.Uri));
    }

    [Fact]
    public async Task A_read_url_lives_for_at_least_one_window_and_at_most_two()
    {
        await Write("originals/a", "x");
        // The server may have taken its time to start.
        time.Now = DateTimeOffset.UtcNow;
        var url = blobs.ReadUrl("originals/a", TimeSpan.FromSeconds(4));
        Assert.Equal(HttpStatusCode.OK, await Get(url));
        await Eventually.Becomes(() => Get(url), status => status == HttpStatusCode.Forbidden, "the URL has expired", TimeSpan.FromSeconds(20));

        time.Now -= TimeSpan.FromMinutes(25);
        Assert.Equal(HttpStatusCode.OK, await Get(blobs.ReadUrl("originals/a", TimeSpan.FromHours(1))));
        time.Now -= TimeSpan.FromHours(3);
        Assert.Equal(HttpStatusCode.Forbidden, await Get(blobs.ReadUrl("originals/a", TimeSpan.FromHours(1))));
    }

    [Fact]
    public async Task A_prefix_of_more_blobs_than_one_request_takes_is_deleted_whole()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 1_001), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) => await Write($"exports/many/{i}", "x"));
        await Write("exports/other/1", "x");
        await blobs.DeleteAll("exports/many/", Ct);

        Assert.Equal(["exports/other/1"], await server.KeysIn(bucket));
    }

    [Fact]
    public async Task Keys_lie_in_the_bucket_of_their_first_segment_and_the_others_in_the_one_for_the_rest()
    {
        foreach (var key in (string[])["originals/a", "imports/a/b.zip", "health/a", "exports/a/b.zip", "keys/a"]) await Write(key, "x");

        using var owner = server.ClientOf("owner");
        foreach (var (name, keys) in (IEnumerable<(string, string[])>)[(bucket, ["health/a", "imports/a/b.zip", "originals/a"]), ($"{bucket}-exports", ["exports/a/b.zip"]), ($"{bucket}-keys", ["keys/a"])])
            Assert.Equal(keys, (await owner.ListObjectsV2Async(new() { BucketName = name })).S3Objects.Select(o => o.Key));
        Assert.Contains($"/{bucket}-exports/", blobs.ReadUrl("exports/a/b.zip", TimeSpan.FromMinutes(1)).AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_with_a_kms_key_encrypts_what_it_writes_and_what_clients_send()
    {
        using var sealing = new S3BlobStore(server.OptionsOf("app", bucket) with { KmsKey = "bucket-key" }, time);
        await sealing.Put("keys/a", Bytes("short"), "", Ct);
        await sealing.Put("exports/a/b.zip", new Sent(new byte[9_000_000], throws: false), "", Ct);
        var upload = await sealing.StartUpload("originals/a", "image/jpeg", Ct);
        await Put(sealing.PartUrl("originals/a", upload, 1, 4, time.Now.UtcDateTime.AddMinutes(5)), "part");
        await sealing.FinishUpload("originals/a", upload, Ct);

        using var app = server.ClientOf("app");
        foreach (var key in (string[])["keys/a", "exports/a/b.zip", "originals/a"])
            Assert.Equal(ServerSideEncryptionMethod.AWSKMS, (await app.GetObjectMetadataAsync(server.OptionsOf("app", bucket).BucketOf(key), key)).ServerSideEncryptionMethod);
        Assert.Equal("part", await Read("originals/a"));
        using var read = await Http.GetAsync(sealing.ReadUrl("originals/a", TimeSpan.FromMinutes(1)));
        Assert.Equal("part", await read.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_functions_credentials_read_originals_and_write_renditions_and_nothing_else()
    {
        using var function = new S3BlobStore(server.OptionsOf("function", bucket), time);
        foreach (var key in (string[])["originals/a", "keys/a", "exports/a/b.zip"]) await Write(key, "x");

        Assert.Equal("x", await Text(await function.Open("originals/a", Ct)));
        Assert.Equal(1, await function.Size("originals/a", Ct));
        Assert.Null(await function.Open("originals/none", Ct));
        await function.Put("renditions/a/320.webp", Bytes("small"), "image/webp", Ct);
        Assert.Equal("small", await Read("renditions/a/320.webp"));

        foreach (var attempt in (Func<Task>[])
        [
            () => function.Open("keys/a", Ct),
            () => function.Open("exports/a/b.zip", Ct),
            () => function.Put("originals/a", Bytes("y"), "", Ct),
            () => function.Put("keys/b", Bytes("y"), "", Ct),
            () => function.Delete("originals/a", Ct),
            () => function.Delete("renditions/a/320.webp", Ct),
            () => function.StartUpload("originals/b", "", Ct),
            () => blobs.Put("renditions/a/640.webp", Bytes("not the function's"), "", Ct),
            () => blobs.Put("elsewhere/a", Bytes("x"), "", Ct),
        ])
            await Assert.ThrowsAsync<BlobStoreException>(attempt);
        Assert.Equal(HttpStatusCode.Forbidden, await Get(function.ReadUrl("keys/a", TimeSpan.FromMinutes(1))));
        Assert.Equal("x", await Read("originals/a"));
    }

    static Uri With(Uri url, string name, string value)
    {
        var query = HttpUtility.ParseQueryString(url.Query);
        Assert.NotNull(query[name]);
        query[name] = value;
        return new UriBuilder(url) { Query = query.ToString() }.Uri;
    }

    public override void Dispose() => blobs.Dispose();
}
