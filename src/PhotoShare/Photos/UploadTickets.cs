using PhotoShare.Media;

namespace PhotoShare;

/// <summary>Which bytes of a photo have arrived, and where the others go.</summary>
public sealed class UploadTickets(IBlobStore blobs, Settings settings)
{
    /// <summary>A fresh ticket; without parts when nothing is left to send in parts.</summary>
    internal async Task<UploadTicket> For(Photo photo, CancellationToken ct)
    {
        var key = BlobKeys.Original(photo.Id);
        var expires = DateTime.UtcNow + settings.Uploads.TicketLifetime;
        if (photo.Status != PhotoStatus.Pending || photo.UploadId is not { } uploadId) return new UploadTicket(photo.PartSize, [], expires);

        var received = (await blobs.Parts(key, uploadId, ct)).ToDictionary(p => p.Number, p => p.Size);
        var parts = UploadTicket.PartSizes(photo.ByteSize, photo.PartSize)
            .Select((size, i) => new UploadPart(i + 1, size, blobs.PartUrl(key, uploadId, i + 1, size, expires), received.GetValueOrDefault(i + 1) == size));
        return new UploadTicket(photo.PartSize, [.. parts], expires);
    }

    /// <summary>How much of a photo's bytes has arrived, 0 to 1. Of an upload in one request, nothing until all has.</summary>
    public async Task<double> ProgressOf(Photo photo, CancellationToken ct)
    {
        if (photo.Status != PhotoStatus.Pending) return 1;
        if (photo.UploadId is not { } uploadId || photo.ByteSize <= 0) return 0;
        var received = (await blobs.Parts(BlobKeys.Original(photo.Id), uploadId, ct)).Sum(part => part.Size);
        return Math.Min(1, (double)received / photo.ByteSize);
    }
}
