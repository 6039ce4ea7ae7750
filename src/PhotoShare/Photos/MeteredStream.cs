using System.Security.Cryptography;

namespace PhotoShare;

/// <summary>Counts and hashes what is read through it, and stops at a bound. Reading on past <c>maxBytes</c> throws <see cref="TooLong"/>.</summary>
sealed class MeteredStream(Stream inner, long maxBytes) : ReadOnlyStream(inner)
{
    readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long Count { get; private set; }

    /// <summary>Of all that was read, lower-case hexadecimal.</summary>
    public string Sha256() => Convert.ToHexStringLower(hash.GetHashAndReset());

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct = default)
    {
        var read = await Inner.ReadAsync(buffer, ct);
        Count += read;
        if (Count > maxBytes) throw new TooLong();
        hash.AppendData(buffer.Span[..read]);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) hash.Dispose();
        base.Dispose(disposing);
    }

    internal sealed class TooLong() : IOException("More bytes than are allowed.");
}
