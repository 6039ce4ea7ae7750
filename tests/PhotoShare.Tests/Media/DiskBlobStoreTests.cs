using System.Web;
using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>The contract on a disk, and what only a disk has: files, and signatures that the server itself checks.</summary>
public sealed class DiskBlobStoreTests : BlobStoreTests
{
    readonly TemporaryFolder folder = new();
    readonly SettableTime time = new();
    readonly DiskBlobStore blobs;

    public DiskBlobStoreTests() => blobs = new DiskBlobStore(folder.Path, new BlobSignature(new byte[32]), new DiskSeal(new byte[32]), time);

    protected override IBlobStore Blobs => blobs;

    protected override SettableTime Time => time;

    protected override async Task<bool> Send(string key, string upload, int number, string content) =>
        await blobs.PutPart(key, upload, number, content.Length, Bytes(content), Ct) == PartOutcome.Stored;

    [Theory]
    [InlineData("")]
    [InlineData("1234")]
    [InlineData("123456")]
    public async Task A_part_of_another_size_than_signed_is_refused_and_leaves_the_earlier_one(string sent)
    {
        var upload = await blobs.StartUpload("originals/a", "image/jpeg", Ct);
        await Part(upload, 1, "first");

        Assert.Equal(PartOutcome.WrongSize, await blobs.PutPart("originals/a", upload, 1, 5, Bytes(sent), Ct));
        await blobs.FinishUpload("originals/a", upload, Ct);
        Assert.Equal("first", await Read("originals/a"));
        AssertNothingTemporary();
    }

    [Fact]
    public async Task A_part_whose_stream_breaks_leaves_nothing()
    {
        var upload = await blobs.StartUpload("originals/a", "image/jpeg", Ct);

        await Assert.ThrowsAsync<IOException>(() => blobs.PutPart("originals/a", upload, 1, 10, new Sent(new byte[3], throws: true), Ct));
        Assert.Empty(await blobs.Parts("originals/a", upload, Ct));
        AssertNothingTemporary();
    }

    [Fact]
    public async Task Nothing_temporary_is_left()
    {
        var upload = await blobs.StartUpload("originals/a", "image/jpeg", Ct);
        await Send("originals/a", upload, 10, "second");
        await Send("originals/a", upload, 9, "first");
        await blobs.FinishUpload("originals/a", upload, Ct);
        Assert.Equal("firstsecond", await Read("originals/a"));
        await blobs.PutNew("originals/a", Bytes("y"), "", Ct);

        Assert.Equal(PartOutcome.UnknownUpload, await blobs.PutPart("originals/a", "../../x", 1, 1, Bytes("x"), Ct));
        AssertNothingTemporary();
    }

    [Fact]
    public void A_changed_key_is_forged() => Assert.Equal(BlobAccess.Forged, blobs.MayRead("../etc/passwd", null, long.MaxValue, ""));

    [Fact]
    public void A_read_url_permits_that_blob_for_two_windows_at_most()
    {
        var window = TimeSpan.FromMinutes(10);
        var first = Query(blobs.ReadUrl("renditions/a/320.webp", window));
        Assert.Equal(BlobAccess.Allowed, Judge("renditions/a/320.webp", first));
        Assert.Equal(BlobAccess.Forged, Judge("renditions/b/320.webp", first));
        Assert.Equal(BlobAccess.Forged, Judge("renditions/a/320.webp", first with { Expires = first.Expires + 1 }));
        Assert.Equal(BlobAccess.Forged, Judge("renditions/a/320.webp", first with { Signature = "é" }));
        time.Now += TimeSpan.FromMinutes(19.9);
        Assert.Equal(BlobAccess.Allowed, Judge("renditions/a/320.webp", first));
        time.Now += TimeSpan.FromMinutes(0.2);
        Assert.Equal(BlobAccess.Expired, Judge("renditions/a/320.webp", first));
    }

    [Fact]
    public void A_part_url_permits_that_part_of_that_size_alone()
    {
        var expires = time.Now.UtcDateTime.AddMinutes(5);
        var url = blobs.PartUrl("originals/a", "0123", 2, 1000, expires);
        var (e, s) = Query(url);

        Assert.StartsWith("/blobs/originals/a?upload=0123&part=2&size=1000&e=", url.ToString(), StringComparison.Ordinal);
        Assert.Equal(BlobAccess.Allowed, blobs.MayPutPart("originals/a", "0123", 2, 1000, e, s));
        Assert.Equal(BlobAccess.Forged, blobs.MayPutPart("originals/a", "0123", 2, 1001, e, s));
        Assert.Equal(BlobAccess.Forged, blobs.MayPutPart("originals/a", "0123", 3, 1000, e, s));
        Assert.Equal(BlobAccess.Forged, blobs.MayPutPart("originals/a", "0124", 2, 1000, e, s));
        Assert.Equal(BlobAccess.Forged, blobs.MayRead("originals/a", null, e, s));
        time.Now += TimeSpan.FromMinutes(6);
        Assert.Equal(BlobAccess.Expired, blobs.MayPutPart("originals/a", "0123", 2, 1000, e, s));
        Assert.Throws<ArgumentOutOfRangeException>(() => blobs.PartUrl("originals/a", "0123", 2, 0, expires));
    }

    [Theory]
    [InlineData("renditions/a/320.webp", "image/webp")]
    [InlineData("renditions/a/2048.jpg", "image/jpeg")]
    [InlineData("originals/a", "application/octet-stream")]
    public void The_content_type_is_known_for_what_was_made_here_alone(string key, string contentType) =>
        Assert.Equal(contentType, BlobKey.ContentType(key));

    [Fact]
    public async Task Files_are_readable_by_their_owner_alone()
    {
        await Write("originals/a", "x");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.Path, "originals/a")));
    }

    public override void Dispose() => folder.Dispose();

    BlobAccess Judge(string key, Signed url) => blobs.MayRead(key, null, url.Expires, url.Signature);

    Task<bool> Part(string upload, int number, string content) => Send("originals/a", upload, number, content);

    void AssertNothingTemporary() => Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(folder.Path, ".temporary")));

    static Signed Query(Uri url)
    {
        var query = HttpUtility.ParseQueryString(url.ToString().Split('?')[1]);
        return new Signed(long.Parse(query["e"]!, System.Globalization.CultureInfo.InvariantCulture), query["s"]!);
    }

    sealed record Signed(long Expires, string Signature);
}
