using System.Security.Cryptography;

namespace PhotoShare;

/// <summary>What a copy of somebody's data says of itself: which format it has, and the length and SHA-256 of every file in it. It comes last, when they are known.</summary>
sealed class ExportManifest
{
    internal const string Name = "manifest.json";
    internal const string Format = "photoshare-export";

    /// <summary>Counts up when an older version could no longer read a copy.</summary>
    internal const int Version = 1;

    readonly List<ManifestFile> files = [];

    /// <summary>A file that is being written: what goes through is counted and hashed.</summary>
    internal Stream Of(string name, Stream entry) => new HashingStream(entry, (bytes, sha256) => files.Add(new ManifestFile(name, bytes, sha256)));

    internal ManifestContent Content(DateTime now) => new(Format, Version, now, files);
}

/// <param name="CreatedAt">UTC.</param>
sealed record ManifestContent(string Format, int Version, DateTime CreatedAt, IReadOnlyList<ManifestFile> Files);

/// <param name="Sha256">Lower-case hexadecimal.</param>
sealed record ManifestFile(string Name, long ByteSize, string Sha256);

/// <summary>Hashes what is written through it, and tells so when it ends.</summary>
sealed class HashingStream(Stream inner, Action<long, string> ended) : Stream
{
    readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    long count;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken ct = default)
    {
        await inner.WriteAsync(buffer, ct);
        hash.AppendData(buffer.Span);
        count += buffer.Length;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken ct) => WriteAsync(buffer.AsMemory(offset, count), ct).AsTask();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write it asynchronously.");
    public override Task FlushAsync(CancellationToken ct) => inner.FlushAsync(ct);

    // Whoever flushes at the end does so in time: the entry ends its own part then.
    public override void Flush() { }

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        ended(count, Convert.ToHexStringLower(hash.GetHashAndReset()));
        hash.Dispose();
        await base.DisposeAsync();
    }

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}
