using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>What a photo's file tells of where, with what and when it was taken, and whether others get it.</summary>
/// <param name="IsKnown">Whether the file has been read.</param>
/// <param name="Camera">What it names, as people say it; <c>null</c> for none.</param>
public sealed record PhotoTraces(Photo Photo, bool IsKnown, bool HasLocation, string? Camera)
{
    /// <param name="photo">Of the one who asks.</param>
    /// <param name="written">All that the camera wrote.</param>
    internal static PhotoTraces Of(Photo photo, CameraMetadata? written) => new(
        photo,
        photo.Status == PhotoStatus.Ready,
        written is { Latitude: not null, Longitude: not null },
        written is null ? null : string.Join(" ", new[] { written.Make is { } make && written.Model?.StartsWith(make, StringComparison.OrdinalIgnoreCase) != true ? make : null, written.Model }.Where(part => part is not null)) is { Length: > 0 } name ? name : null);

    public bool HasCamera => Camera is not null || Photo.TakenAt is not null;
}
