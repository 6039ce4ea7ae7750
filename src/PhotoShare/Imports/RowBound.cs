namespace PhotoShare;

/// <summary>
/// A JSON array on its way to a reader that holds one row of it at a time: a row of more than <see cref="MostBytes"/> is not let through, since
/// the reader would hold all of it, at several times its size.
/// </summary>
sealed class RowBound(Stream inner) : ReadOnlyStream(inner)
{
    const int MostBytes = 2 * 1024 * 1024;

    int depth;
    long rowBytes;
    bool inText, escaped;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct = default)
    {
        var read = await Inner.ReadAsync(buffer, ct);
        Scan(buffer.Span[..read]);
        return read;
    }

    void Scan(ReadOnlySpan<byte> bytes)
    {
        foreach (var c in bytes)
        {
            if (++rowBytes > MostBytes) throw new NotTaken(ImportReason.Unreadable);
            if (inText)
            {
                (inText, escaped) = (escaped || c != '"', !escaped && c == '\\');
                continue;
            }
            if (c == '"') inText = true;
            else if (c is (byte)'[' or (byte)'{') depth++;
            else if (c is (byte)']' or (byte)'}') depth--;
            if (depth <= 1) rowBytes = 0;
        }
    }
}
