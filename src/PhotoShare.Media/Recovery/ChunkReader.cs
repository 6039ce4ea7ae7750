using System.Security.Cryptography;

namespace PhotoShare.Media;

/// <summary>Reads another stream to its end and gives it chunk by chunk, each turned into something else. Owns the stream and the key.</summary>
/// <param name="size">Bytes of a chunk as it is read; the last one may be shorter, and empty where the stream is.</param>
/// <param name="first">What is given before all chunks.</param>
abstract class ChunkReader(Stream content, AesGcm key, int size, byte[] first) : Stream
{
    // One byte more than a chunk tells whether it is the last.
    readonly byte[] buffer = new byte[size + 1];
    ReadOnlyMemory<byte> ready = first;
    int ahead;
    long number;
    bool ended;

    protected AesGcm Key => key;

    protected abstract ReadOnlyMemory<byte> Turn(ReadOnlySpan<byte> chunk, byte[] nonce);

    public override async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken ct = default)
    {
        while (ready.IsEmpty && !ended)
        {
            var read = ahead + await content.ReadAtLeastAsync(buffer.AsMemory(ahead), size + 1 - ahead, throwOnEndOfStream: false, ct);
            ended = read <= size;
            ready = Turn(buffer.AsSpan(0, Math.Min(read, size)), DiskSeal.Nonce(number++, ended));
            ahead = ended ? 0 : 1;
            if (!ended) buffer[0] = buffer[size];
        }
        var given = Math.Min(destination.Length, ready.Length);
        ready[..given].CopyTo(destination);
        ready = ready[given..];
        return given;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken ct) => ReadAsync(buffer.AsMemory(offset, count), ct).AsTask();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
            key.Dispose();
        }
        base.Dispose(disposing);
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
