using System.Text;
using System.Web;
using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

public sealed class DiskBlobStoreTests : IDisposable
{
    static readonly CancellationToken Ct = CancellationToken.None;

    readonly TemporaryFolder folder = new();
    readonly SettableTime time = new();
    readonly DiskBlobStore blobs;

    public DiskBlobStoreTests() => blobs = new DiskBlobStore(folder.Path, new BlobSignature(new byte[32]), time);

    [Theory]
    [InlineData("../etc/passwd")]
    [InlineData("originals/../../x")]
    [InlineData("/etc/passwd")]
    [InlineData("originals//x")]
    [InlineData("originals/")]
    [InlineData("originals/.hidden")]
    [InlineData(".uploads/x/1")]
    [InlineData("originals\\x")]
    [InlineData("Originals/x")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("")]
    public async Task A_key_that_could_leave_the_folder_is_refused(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => blobs.Open(key, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Write(key, "x"));
        await Assert.ThrowsAsync<ArgumentException>(() => blobs.Delete(key, Ct));
        Assert.Throws<ArgumentException>(() => blobs.ReadUrl(key, TimeSpan.FromMinutes(1)));
        Assert.Equal(BlobAccess.Forged, blobs.MayRead(key, long.MaxValue, ""));
    }

    [Fact]
    public async Task A_blob_is_replaced_whole_and_a_reader_of_the_old_one_is_not_disturbed()
    {
        await Write("renditions/a/320.webp", "old");
        await using var reader = await blobs.Open("renditions/a/320.webp", Ct);
        await Write("renditions/a/320.webp", "newer");

        Assert.Equal("old", await Text(reader));
        Assert.Equal("newer", await Read("renditions/a/320.webp"));
        Assert.Equal(5, await blobs.Size("renditions/a/320.webp", Ct));
    }

    [Fact]
    public async Task Of_many_writers_of_a_new_blob_exactly_one_wins()
    {
        var won = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => blobs.PutNew("keys/a", Bytes($"{i:00}"), "", Ct))));

        Assert.Single(won, w => w);
        Assert.Equal($"{Array.IndexOf(won, true):00}", await Read("keys/a"));
        AssertNothingTemporary();
    }

    [Fact]
    public async Task What_is_not_there_is_null_and_can_be_deleted()
    {
        Assert.Null(await blobs.Open("originals/a", Ct));
        Assert.Null(await blobs.Size("originals/a", Ct));
        await blobs.Delete("originals/a", Ct);
        await blobs.DeleteAll("renditions/a/", Ct);
    }

    [Fact]
    public async Task Deleting_a_prefix_spares_its_neighbours()
    {
        await Write("renditions/a/320.webp", "x");
        await Write("renditions/ab/320.webp", "y");
        await blobs.DeleteAll("renditions/a/", Ct);

        Assert.Null(await blobs.Size("renditions/a/320.webp", Ct));
        Assert.Equal("y", await Read("renditions/ab/320.webp"));
    }

    [Fact]
    public async Task Parts_are_joined_in_order_of_number_and_finishing_twice_leaves_one_blob()
    {
        var upload = await blobs.StartUpload("originals/a", "image/jpeg", Ct);
        await Part(upload, 10, "c");
        await Part(upload, 2, "b");
        await Part(upload, 1, "wrong");
        await Part(upload, 1, "right");

        Assert.Equal([new BlobPart(1, 5), new BlobPart(2, 1), new BlobPart(10, 1)], await blobs.Parts("originals/a", upload, Ct));
        await blobs.FinishUpload("originals/a", upload, Ct);
        await blobs.FinishUpload("originals/a", upload, Ct);

        Assert.Equal("rightbc", await Read("originals/a"));
        Assert.Empty(await blobs.Parts("originals/a", upload, Ct));
        Assert.Equal(PartOutcome.UnknownUpload, await Part(upload, 3, "late"));
        AssertNothingTemporary();
    }

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

        await Assert.ThrowsAsync<IOException>(() => blobs.PutPart("originals/a", upload, 1, 10, new BrokenStream(), Ct));
        Assert.Empty(await blobs.Parts("originals/a", upload, Ct));
        AssertNothingTemporary();
    }

    [Fact]
    public async Task An_upload_belongs_to_the_key_it_was_begun_for()
    {
        var upload = await blobs.StartUpload("originals/a", "image/jpeg", Ct);

        Assert.Equal(PartOutcome.UnknownUpload, await blobs.PutPart("originals/b", upload, 1, 1, Bytes("x"), Ct));
        Assert.Equal(PartOutcome.UnknownUpload, await blobs.PutPart("originals/a", "../../x", 1, 1, Bytes("x"), Ct));
        await blobs.AbortUpload("originals/b", upload, Ct);
        Assert.Equal(PartOutcome.Stored, await Part(upload, 1, "x"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => blobs.FinishUpload("originals/b", upload, Ct));
    }

    [Fact]
    public async Task An_aborted_upload_takes_no_more_parts_and_cannot_be_finished()
    {
        var upload = await blobs.StartUpload("originals/a", "image/jpeg", Ct);
        await Part(upload, 1, "x");
        await blobs.AbortUpload("originals/a", upload, Ct);
        await blobs.AbortUpload("originals/a", upload, Ct);

        Assert.Equal(PartOutcome.UnknownUpload, await Part(upload, 1, "x"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => blobs.FinishUpload("originals/a", upload, Ct));
    }

    [Fact]
    public void A_read_url_stays_the_same_for_a_window_and_lives_for_at_least_another()
    {
        var window = TimeSpan.FromMinutes(10);
        var first = Query(blobs.ReadUrl("renditions/a/320.webp", window));
        time.Now += TimeSpan.FromMinutes(9.9);
        Assert.Equal(first, Query(blobs.ReadUrl("renditions/a/320.webp", window)));

        Assert.Equal(BlobAccess.Allowed, Judge("renditions/a/320.webp", first));
        Assert.Equal(BlobAccess.Forged, Judge("renditions/b/320.webp", first));
        Assert.Equal(BlobAccess.Forged, Judge("renditions/a/320.webp", first with { Expires = first.Expires + 1 }));
        Assert.Equal(BlobAccess.Forged, Judge("renditions/a/320.webp", first with { Signature = "é" }));
        time.Now += TimeSpan.FromMinutes(10.2);
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
        Assert.Equal(BlobAccess.Forged, blobs.MayRead("originals/a", e, s));
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

    public void Dispose() => folder.Dispose();

    BlobAccess Judge(string key, Signed url) => blobs.MayRead(key, url.Expires, url.Signature);

    Task<PartOutcome> Part(string upload, int number, string content) => blobs.PutPart("originals/a", upload, number, content.Length, Bytes(content), Ct);

    async Task Write(string key, string content) => await blobs.Put(key, Bytes(content), "application/octet-stream", Ct);

    async Task<string> Read(string key)
    {
        await using var stream = await blobs.Open(key, Ct);
        return await Text(stream);
    }

    void AssertNothingTemporary() => Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(folder.Path, ".temporary")));

    static async Task<string> Text(Stream? stream) => await new StreamReader(Assert.IsAssignableFrom<Stream>(stream)).ReadToEndAsync(Ct);

    static MemoryStream Bytes(string content) => new(Encoding.UTF8.GetBytes(content));

    static Signed Query(Uri url)
    {
        var query = HttpUtility.ParseQueryString(url.ToString().Split('?')[1]);
        return new Signed(long.Parse(query["e"]!, System.Globalization.CultureInfo.InvariantCulture), query["s"]!);
    }

    sealed record Signed(long Expires, string Signature);

    sealed class BrokenStream : MemoryStream
    {
        int reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            reads++ == 0 ? ValueTask.FromResult(3) : throw new IOException("The client went away.");
    }
}

/// <summary>A clock that stands where it is put.</summary>
public sealed class SettableTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
