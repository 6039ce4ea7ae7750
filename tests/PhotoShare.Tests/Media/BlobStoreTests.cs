using System.Text;
using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>What every blob store keeps, whatever it is made of.</summary>
public abstract class BlobStoreTests : IAsyncLifetime, IDisposable
{
    protected static readonly CancellationToken Ct = CancellationToken.None;

    protected abstract IBlobStore Blobs { get; }

    protected abstract SettableTime Time { get; }

    /// <summary>Sends a part of an upload as a client does; whether it was taken.</summary>
    protected abstract Task<bool> Send(string key, string upload, int number, string content);

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
    public async Task A_key_that_could_mean_something_else_is_refused(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.Open(key, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.Size(key, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Write(key, "x"));
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.Delete(key, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.StartUpload(key, "image/jpeg", Ct));
        Assert.Throws<ArgumentException>(() => Blobs.ReadUrl(key, TimeSpan.FromMinutes(1)));
    }

    [Theory]
    [InlineData("originals/from")]
    [InlineData("exports/from")]
    public async Task A_blob_is_read_from_any_byte_on(string key)
    {
        var text = string.Concat(Enumerable.Range(0, 30_000).Select(number => $"{number:0000} "));
        await Write(key, text);

        foreach (var from in (int[])[0, 4, 70_001, text.Length - 1])
        {
            await using var reader = await Blobs.OpenAt(key, from, Ct);
            Assert.Equal(text[from..], await Text(reader!));
        }
        Assert.Null(await Blobs.OpenAt("originals/none", 3, Ct));
    }

    [Fact]
    public async Task A_blob_is_replaced_whole_and_a_reader_of_the_old_one_is_not_disturbed()
    {
        await Write("originals/a", "old");
        await using var reader = await Blobs.Open("originals/a", Ct);
        await Write("originals/a", "newer");

        Assert.Equal("old", await Text(reader));
        Assert.Equal("newer", await Read("originals/a"));
        Assert.Equal(5, await Blobs.Size("originals/a", Ct));
    }

    [Fact]
    public async Task Of_many_writers_of_a_new_blob_exactly_one_wins()
    {
        var won = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => Blobs.PutNew("keys/a", Bytes($"{i:00}"), "", Ct))));

        Assert.Single(won, w => w);
        Assert.Equal($"{Array.IndexOf(won, true):00}", await Read("keys/a"));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(0, false)]
    [InlineData(1_000, false)]
    [InlineData(8 * 1024 * 1024, true)]
    [InlineData(8 * 1024 * 1024, false)]
    [InlineData(20_000_000, false)]
    public async Task A_blob_of_any_length_is_written_from_a_stream_whose_length_may_be_unknown(int length, bool isKnown)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        await using Stream source = isKnown ? new MemoryStream(content) : new Sent(content, throws: false);
        await Blobs.Put("exports/a/b.zip", source, "application/zip", Ct);

        Assert.Equal(length, await Blobs.Size("exports/a/b.zip", Ct));
        await using var written = await Blobs.Open("exports/a/b.zip", Ct);
        using var read = new MemoryStream();
        await written!.CopyToAsync(read, Ct);
        Assert.True(content.AsSpan().SequenceEqual(read.ToArray()));
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(20_000_000)]
    public async Task A_stream_that_breaks_leaves_nothing(int length)
    {
        await using var source = new Sent(new byte[length], throws: true);

        await Assert.ThrowsAsync<IOException>(() => Blobs.Put("exports/a/b.zip", source, "application/zip", Ct));
        Assert.Null(await Blobs.Size("exports/a/b.zip", Ct));
    }

    [Fact]
    public async Task What_is_not_there_is_null_and_can_be_deleted()
    {
        Assert.Null(await Blobs.Open("originals/a", Ct));
        Assert.Null(await Blobs.Size("originals/a", Ct));
        await Blobs.Delete("originals/a", Ct);
        await Blobs.DeleteAll("renditions/a/", Ct);
    }

    [Fact]
    public async Task Deleting_a_prefix_spares_its_neighbours()
    {
        await Write("exports/a/320.zip", "x");
        await Write("exports/ab/320.zip", "y");
        await Blobs.DeleteAll("exports/a/", Ct);

        Assert.Null(await Blobs.Size("exports/a/320.zip", Ct));
        Assert.Equal("y", await Read("exports/ab/320.zip"));
    }

    [Fact]
    public async Task Parts_are_joined_in_order_of_number_and_finishing_twice_leaves_one_blob()
    {
        var upload = await Blobs.StartUpload("originals/a", "image/jpeg", Ct);
        foreach (var (number, content) in ((int, string)[])[(3, "c"), (2, "b"), (1, "wrong"), (1, "right")])
            Assert.True(await Send("originals/a", upload, number, content));

        Assert.Equal([new BlobPart(1, 5), new BlobPart(2, 1), new BlobPart(3, 1)], await Blobs.Parts("originals/a", upload, Ct));
        await Blobs.FinishUpload("originals/a", upload, Ct);
        await Blobs.FinishUpload("originals/a", upload, Ct);

        Assert.Equal("rightbc", await Read("originals/a"));
        Assert.Empty(await Blobs.Parts("originals/a", upload, Ct));
        Assert.False(await Send("originals/a", upload, 4, "late"));
    }

    [Fact]
    public async Task An_upload_finished_by_many_at_once_is_one_blob()
    {
        var upload = await Blobs.StartUpload("originals/a", "image/jpeg", Ct);
        await Send("originals/a", upload, 1, "one");
        await Send("originals/a", upload, 2, "two");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Blobs.FinishUpload("originals/a", upload, Ct)));

        Assert.Equal("onetwo", await Read("originals/a"));
    }

    [Fact]
    public async Task An_upload_belongs_to_the_key_it_was_begun_for()
    {
        var upload = await Blobs.StartUpload("originals/a", "image/jpeg", Ct);

        Assert.False(await Send("originals/b", upload, 1, "x"));
        await Blobs.AbortUpload("originals/b", upload, Ct);
        Assert.True(await Send("originals/a", upload, 1, "x"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Blobs.FinishUpload("originals/b", upload, Ct));
    }

    [Fact]
    public async Task An_aborted_upload_takes_no_more_parts_and_cannot_be_finished()
    {
        var upload = await Blobs.StartUpload("originals/a", "image/jpeg", Ct);
        await Send("originals/a", upload, 1, "x");
        await Blobs.AbortUpload("originals/a", upload, Ct);
        await Blobs.AbortUpload("originals/a", upload, Ct);

        Assert.False(await Send("originals/a", upload, 1, "x"));
        Assert.Empty(await Blobs.Parts("originals/a", upload, Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Blobs.FinishUpload("originals/a", upload, Ct));
    }

    [Fact]
    public void A_read_url_stays_the_same_for_a_window()
    {
        var window = TimeSpan.FromMinutes(10);
        Time.Now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var first = Blobs.ReadUrl("renditions/a/320.webp", window).OriginalString;
        Time.Now += TimeSpan.FromMinutes(9.9);
        Assert.Equal(first, Blobs.ReadUrl("renditions/a/320.webp", window).OriginalString);
        Time.Now += TimeSpan.FromMinutes(0.2);
        Assert.NotEqual(first, Blobs.ReadUrl("renditions/a/320.webp", window).OriginalString);
    }

    [Fact]
    public void A_part_has_a_number_and_a_size()
    {
        var expires = Time.Now.UtcDateTime.AddMinutes(5);
        Assert.Throws<ArgumentOutOfRangeException>(() => Blobs.PartUrl("originals/a", "0123", 2, 0, expires));
        Assert.Throws<ArgumentOutOfRangeException>(() => Blobs.PartUrl("originals/a", "0123", 0, 1, expires));
        Assert.Throws<ArgumentOutOfRangeException>(() => Blobs.PartUrl("originals/a", "0123", 10_001, 1, expires));
    }

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Task.CompletedTask;

    public abstract void Dispose();

    protected async Task Write(string key, string content) => await Blobs.Put(key, Bytes(content), "application/octet-stream", Ct);

    protected async Task<string> Read(string key)
    {
        await using var stream = await Blobs.Open(key, Ct);
        return await Text(stream);
    }

    protected static async Task<string> Text(Stream? stream) => await new StreamReader(Assert.IsAssignableFrom<Stream>(stream)).ReadToEndAsync(Ct);

    protected static MemoryStream Bytes(string content) => new(Encoding.UTF8.GetBytes(content));

    /// <summary>A client that sends so much, in pieces and without saying how much it will be, and then ends or goes away.</summary>
    protected sealed class Sent(byte[] content, bool throws) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer[..Math.Min(buffer.Length, 100_000)], cancellationToken) is var read && read == 0 && throws ? throw new IOException("The client went away.") : read;
    }
}
