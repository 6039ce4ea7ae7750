using PhotoShare.Media;

namespace PhotoShare;

/// <summary>Which bytes of an import's file have arrived, and where the others go.</summary>
public sealed class ImportTickets(IBlobStore blobs, Settings settings)
{
    /// <summary>A fresh ticket; without parts when nothing is left to send. Who may have it the caller knows.</summary>
    public async Task<UploadTicket> For(ImportFile file, CancellationToken ct)
    {
        var expires = DateTime.UtcNow + settings.Uploads.TicketLifetime;
        if (file.ArrivedAt is not null || file.UploadId is not { } uploadId) return new UploadTicket(file.PartSize, [], expires);
        var key = Imports.KeyOf(file);
        var received = (await blobs.Parts(key, uploadId, ct)).ToDictionary(p => p.Number, p => p.Size);
        var parts = UploadTicket.PartSizes(file.ByteSize, file.PartSize)
            .Select((size, i) => new UploadPart(i + 1, size, blobs.PartUrl(key, uploadId, i + 1, size, expires), received.GetValueOrDefault(i + 1) == size));
        return new UploadTicket(file.PartSize, [.. parts], expires);
    }
}
