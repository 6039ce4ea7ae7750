using System.Security.Cryptography;

namespace PhotoShare.Media;

/// <summary>Seals what is written, chunk by chunk; the last one when it is disposed. See <see cref="DiskSeal"/>.</summary>
sealed class SealingStream(FileStream file, AesGcm key) : Stream
{
    readonly byte[] chunk = new byte[DiskSeal.ChunkSize];
    readonly byte[] sealedChunk = new byte[DiskSeal.ChunkSize + DiskSeal.TagSize];
    int filled;
    long number;
    bool ended;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            // A full chunk waits until there is more, since only the last is marked as such.
            if (filled == chunk.Length) await file.WriteAsync(Seal(isLast: false), cancellationToken);
            var some = Math.Min(buffer.Length, chunk.Length - filled);
            buffer[..some].CopyTo(chunk.AsMemory(filled));
            filled += some;
            buffer = buffer[some..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override async ValueTask DisposeAsync()
    {
        if (!ended)
        {
            ended = true;
            await file.WriteAsync(Seal(isLast: true));
            key.Dispose();
        }
        await base.DisposeAsync();
    }

    ReadOnlyMemory<byte> Seal(bool isLast)
    {
        key.Encrypt(DiskSeal.Nonce(number++, isLast), chunk.AsSpan(0, filled), sealedChunk.AsSpan(0, filled), sealedChunk.AsSpan(filled, DiskSeal.TagSize));
        var length = filled + DiskSeal.TagSize;
        filled = 0;
        return sealedChunk.AsMemory(0, length);
    }

    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}
