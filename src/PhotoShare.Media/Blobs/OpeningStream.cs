using System.Security.Cryptography;

namespace PhotoShare.Media;

/// <summary>Opens a sealed file chunk by chunk, from any place in it. A chunk that was changed is a <see cref="CryptographicException"/>. See <see cref="DiskSeal"/>.</summary>
sealed class OpeningStream(FileStream file, AesGcm key) : Stream
{
    const int SealedSize = DiskSeal.ChunkSize + DiskSeal.TagSize;

    readonly byte[] sealedChunk = new byte[SealedSize];
    readonly byte[] chunk = new byte[DiskSeal.ChunkSize];
    readonly long chunks = Math.Max(1, (file.Length - DiskSeal.HeaderSize + SealedSize - 1) / SealedSize);
    long opened = -1;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length { get; } = DiskSeal.LengthOf(file.Length);
    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Wanted(buffer.Length) is not { } at) return 0;
        if (at.Chunk != opened)
        {
            file.Position = PlaceOf(at.Chunk);
            Open(at.Chunk, await file.ReadAtLeastAsync(sealedChunk, SealedSize, throwOnEndOfStream: false, cancellationToken));
        }
        return Take(at, buffer.Span);
    }

    public override int Read(Span<byte> buffer)
    {
        if (Wanted(buffer.Length) is not { } at) return 0;
        if (at.Chunk != opened)
        {
            file.Position = PlaceOf(at.Chunk);
            Open(at.Chunk, file.ReadAtLeast(sealedChunk, SealedSize, throwOnEndOfStream: false));
        }
        return Take(at, buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => Length,
    };

    readonly record struct Place(long Chunk, int Start, int Count);

    /// <summary>Which part of which chunk; <c>null</c> at the end.</summary>
    Place? Wanted(int count)
    {
        // An empty file has a chunk too, whose tag says that nothing was cut off.
        if (Position >= Length && !(Length == 0 && opened < 0)) return null;
        var start = (int)(Position % DiskSeal.ChunkSize);
        return new Place(Position / DiskSeal.ChunkSize, start, (int)Math.Min(Math.Min(count, DiskSeal.ChunkSize - start), Length - Position));
    }

    static long PlaceOf(long number) => DiskSeal.HeaderSize + number * SealedSize;

    void Open(long number, int size)
    {
        if (size < DiskSeal.TagSize) throw new CryptographicException("A sealed file was cut off.");
        var length = size - DiskSeal.TagSize;
        key.Decrypt(DiskSeal.Nonce(number, number == chunks - 1), sealedChunk.AsSpan(0, length), sealedChunk.AsSpan(length, DiskSeal.TagSize), chunk.AsSpan(0, length));
        opened = number;
    }

    int Take(Place at, Span<byte> buffer)
    {
        chunk.AsSpan(at.Start, at.Count).CopyTo(buffer);
        Position += at.Count;
        return at.Count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            key.Dispose();
            file.Dispose();
        }
        base.Dispose(disposing);
    }

    public override void Flush() { }
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
