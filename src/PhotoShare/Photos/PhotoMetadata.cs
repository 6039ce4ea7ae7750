using System.Text.Json;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>What a camera wrote, sealed under its owner's key.</summary>
static class PhotoMetadata
{
    const string Table = "photos", Column = "sealed_metadata";

    internal static Task<byte[]> SealMetadata(this Envelope envelope, Photo photo, CameraMetadata metadata, CancellationToken ct) =>
        envelope.Seal(photo.OwnerId, Table, Column, photo.Id, JsonSerializer.SerializeToUtf8Bytes(metadata, MediaJson.Default.CameraMetadata), ct);

    /// <summary>All of it, wherever it was taken too; <c>null</c> when the camera wrote nothing. Who may see it the caller knows.</summary>
    internal static async Task<CameraMetadata?> OpenMetadata(this Envelope envelope, Photo photo, CancellationToken ct) => photo.SealedMetadata is not { } sealedBytes
        ? null
        : JsonSerializer.Deserialize(await envelope.Open(photo.OwnerId, Table, Column, photo.Id, sealedBytes, ct), MediaJson.Default.CameraMetadata);
}
