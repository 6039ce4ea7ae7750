namespace PhotoShare;

/// <summary>Leave to send the bytes of one photo, in parts and in any order.</summary>
/// <param name="PartSize">Bytes of every part but the last.</param>
/// <param name="Parts">Empty when there is nothing left to send.</param>
/// <param name="ExpiresAt">UTC; ask for a fresh ticket afterwards.</param>
public sealed record UploadTicket(int PartSize, IReadOnlyList<UploadPart> Parts, DateTime ExpiresAt)
{
    /// <summary>How <paramref name="byteSize"/> bytes are cut.</summary>
    public static IEnumerable<long> PartSizes(long byteSize, int partSize)
    {
        for (long sent = 0; sent < byteSize; sent += partSize) yield return Math.Min(partSize, byteSize - sent);
    }
}

/// <summary>One part: PUT exactly <paramref name="Size"/> bytes to <paramref name="Url"/>.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Received">Whether it has arrived whole; sending it again is harmless.</param>
public sealed record UploadPart(int Number, long Size, Uri Url, bool Received);
