using PhotoShare.Media;

namespace PhotoShare.Web;

/// <summary>What a camera wrote of itself into a photo (EXIF).</summary>
public sealed class Camera
{
    readonly CameraMetadata written;

    Camera(CameraMetadata written) => this.written = written;

    internal static Camera? Of(CameraMetadata written) =>
        written is { Make: null, Model: null, Lens: null, FocalLength: null, Aperture: null, Exposure: null, Iso: null } ? null : new Camera(written);

    /// <summary>Who made the camera.</summary>
    public string? Make => written.Make;

    /// <summary>The camera.</summary>
    public string? Model => written.Model;

    /// <summary>The lens.</summary>
    public string? Lens => written.Lens;

    /// <summary>As people write it: 50 mm.</summary>
    public string? FocalLength => written.FocalLength;

    /// <summary>As people write it: f/1.8.</summary>
    public string? Aperture => written.Aperture;

    /// <summary>As people write it: 1/250 s.</summary>
    public string? Exposure => written.Exposure;

    /// <summary>The sensitivity, ISO.</summary>
    public int? Iso => written.Iso;
}

/// <summary>A place on Earth (WGS 84).</summary>
public sealed class GeoPoint(double latitude, double longitude)
{
    /// <summary>Degrees, north positive.</summary>
    public double Latitude => latitude;

    /// <summary>Degrees, east positive.</summary>
    public double Longitude => longitude;
}
