using System.Text.Json.Serialization;

namespace PhotoShare.Media;

/// <summary>What the image function answers for one original: exactly one of <see cref="Image"/> and <see cref="Failure"/> is set.</summary>
/// <param name="Key">The blob key of the original, as the event named it.</param>
/// <param name="Sha256">Of the bytes that were read, lower-case hexadecimal; <c>null</c> when none were.</param>
/// <param name="TraceParent">W3C's <c>traceparent</c> of the function's run; its log lines have the same ids.</param>
public sealed record ProcessingResult(string Key, string? Sha256, ProcessedImage? Image, ProcessingFailure? Failure, string? TraceParent = null);

/// <summary>What was made of an original.</summary>
/// <param name="Width">Pixels, after orientation is applied.</param>
/// <param name="Height">Pixels, after orientation is applied.</param>
/// <param name="ContentType">What the original's bytes really are, e.g. <c>image/jpeg</c>.</param>
/// <param name="ByteSize">Bytes of the original.</param>
/// <param name="ThumbHash">20 to 25 bytes, Base64 (https://evanw.github.io/thumbhash).</param>
/// <param name="DominantColor">0xRRGGBB.</param>
/// <param name="PerceptualHash">64-bit DCT hash; near-duplicates differ in at most a few bits.</param>
/// <param name="Renditions">Largest first; none is larger than its source.</param>
/// <param name="Metadata">What the camera wrote, for the owner alone; <c>null</c> when it wrote nothing.</param>
public sealed record ProcessedImage(
    int Width,
    int Height,
    string ContentType,
    long ByteSize,
    string ThumbHash,
    int DominantColor,
    ulong PerceptualHash,
    IReadOnlyList<Rendition> Renditions,
    CameraMetadata? Metadata);

/// <summary>One published derivative: sRGB, upright, without metadata.</summary>
/// <param name="Key">Its blob key, <c>renditions/{photo id}/…</c>.</param>
[JsonConverter(typeof(RenditionJson))]
public sealed record Rendition(string Key, int Width, int Height, RenditionFormat Format, RenditionCrop Crop, long ByteSize);

/// <summary>The coding of a rendition.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RenditionFormat>))]
public enum RenditionFormat { Webp, Jpeg, Avif }

/// <summary>How a rendition is cut from its photo.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RenditionCrop>))]
public enum RenditionCrop { None, Square }

/// <summary>What the camera wrote into the file (EXIF 2.32).</summary>
/// <param name="FocalLength">As read, e.g. <c>50 mm</c>.</param>
/// <param name="Aperture">As read, e.g. <c>f/1.8</c>.</param>
/// <param name="Exposure">As read, e.g. <c>1/250 s</c>.</param>
/// <param name="TakenAt">The camera's clock, taken as UTC unless an offset was stored.</param>
/// <param name="Latitude">Degrees, WGS 84, north positive.</param>
/// <param name="Longitude">Degrees, WGS 84, east positive.</param>
public sealed record CameraMetadata(
    string? Make,
    string? Model,
    string? Lens,
    string? FocalLength,
    string? Aperture,
    string? Exposure,
    int? Iso,
    DateTime? TakenAt,
    double? Latitude,
    double? Longitude);

/// <summary>Why an original could not be made into a photo.</summary>
/// <param name="Message">A sentence for the person who uploaded it; never a codec's own words.</param>
public sealed record ProcessingFailure(ProcessingFailureCode Code, string Message);

/// <summary>The kinds of failure; <see cref="Internal"/> alone is worth another try.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProcessingFailureCode>))]
public enum ProcessingFailureCode { UnsupportedFormat, Corrupt, TooLarge, TimedOut, Internal }

/// <summary>Serialization of the function's answer without reflection, for Native AOT.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProcessingResult))]
[JsonSerializable(typeof(CameraMetadata))]
[JsonSerializable(typeof(List<Rendition>))]
public sealed partial class MediaJson : JsonSerializerContext;
