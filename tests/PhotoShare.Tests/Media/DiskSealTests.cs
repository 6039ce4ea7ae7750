using System.Security.Cryptography;
using PhotoShare.Media;
using Xunit;

namespace PhotoShare.Tests;

/// <summary>Originals on a disk: sealed, and for those with the key as if they were not.</summary>
public sealed class DiskSealTests : IDisposable
{
    const string Key = "originals/0123456789abcdef0123456789abcdef";
    static readonly CancellationToken Ct = CancellationToken.None;

    readonly TemporaryFolder folder = new();
    readonly DiskBlobStore blobs;

    public DiskSealTests() => blobs = new DiskBlobStore(folder.Path, new DiskSeal(new byte[32]));

    string File => Path.Combine(folder.Path, Key);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(200_000)]
    public async Task It_is_read_as_it_was_written_from_any_place_and_has_its_own_size(int size)
    {
        var content = RandomNumberGenerator.GetBytes(size);
        await blobs.Put(Key, new MemoryStream(content), "", Ct);

        Assert.Equal(size, await blobs.Size(Key, Ct));
        await using var read = (await blobs.Open(Key, Ct))!;
        Assert.Equal(size, read.Length);
        foreach (var start in (int[])[0, size / 2, size, 65_530 % (size + 1)])
        {
            read.Position = start;
            Assert.Equal(content[start..], await Rest(read));
        }
        if (size > 1) Assert.False(Holds(await System.IO.File.ReadAllBytesAsync(File, Ct), content[..Math.Min(size, 24)]));
    }

    [Fact]
    public async Task Parts_are_sealed_while_they_wait_and_have_the_sizes_that_were_sent()
    {
        var (one, two) = ("TEST-PART-ONE"u8.ToArray(), RandomNumberGenerator.GetBytes(100_000));
        var upload = await blobs.StartUpload(Key, "image/jpeg", Ct);
        Assert.Equal(PartOutcome.Stored, await blobs.PutPart(Key, upload, 1, one.Length, new MemoryStream(one), Ct));
        Assert.Equal(PartOutcome.Stored, await blobs.PutPart(Key, upload, 2, two.Length, new MemoryStream(two), Ct));

        Assert.Equal((BlobPart[])[new BlobPart(1, one.Length), new BlobPart(2, two.Length)], await blobs.Parts(Key, upload, Ct));
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))
            Assert.False(Holds(await System.IO.File.ReadAllBytesAsync(file, Ct), one));
        await blobs.FinishUpload(Key, upload, Ct);
        await using var whole = (await blobs.Open(Key, Ct))!;
        Assert.Equal((byte[])[.. one, .. two], await Rest(whole));
    }

    [Fact]
    public async Task What_was_changed_cut_off_reordered_or_renamed_is_refused()
    {
        await blobs.Put(Key, new MemoryStream(RandomNumberGenerator.GetBytes(200_000)), "", Ct);
        var bytes = await System.IO.File.ReadAllBytesAsync(File, Ct);
        const int Chunk = 65_536 + 16;

        foreach (var i in (int[])[8, 24, 100_000, bytes.Length - 1])
            await ShouldRefuse([.. bytes[..i], (byte)(bytes[i] ^ 1), .. bytes[(i + 1)..]]);
        await ShouldRefuse(bytes[..(24 + 2 * Chunk)]);
        await ShouldRefuse(bytes[..^1]);
        await ShouldRefuse([.. bytes[..24], .. bytes[(24 + Chunk)..(24 + 2 * Chunk)], .. bytes[24..(24 + Chunk)], .. bytes[(24 + 2 * Chunk)..]]);
        await System.IO.File.WriteAllBytesAsync(Path.Combine(folder.Path, "originals/other"), bytes, Ct);
        await using var renamed = (await blobs.Open("originals/other", Ct))!;
        await Assert.ThrowsAnyAsync<CryptographicException>(() => Rest(renamed));
    }

    [Fact]
    public async Task What_an_older_version_wrote_is_read_as_it_lies()
    {
        await new DiskBlobStore(folder.Path).Put(Key, new MemoryStream("a jpeg"u8.ToArray()), "", Ct);

        Assert.Equal(6, await blobs.Size(Key, Ct));
        await using var read = (await blobs.Open(Key, Ct))!;
        Assert.Equal("a jpeg"u8.ToArray(), await Rest(read));
    }

    async Task ShouldRefuse(byte[] bytes)
    {
        await System.IO.File.WriteAllBytesAsync(File, bytes, Ct);
        await using var read = (await blobs.Open(Key, Ct))!;
        await Assert.ThrowsAnyAsync<CryptographicException>(() => Rest(read));
    }

    static bool Holds(byte[] bytes, byte[] some) => bytes.AsSpan().IndexOf(some) >= 0;

    static async Task<byte[]> Rest(Stream stream)
    {
        using var rest = new MemoryStream();
        await stream.CopyToAsync(rest, Ct);
        return rest.ToArray();
    }

    public void Dispose() => folder.Dispose();
}
