using System.Globalization;
using MetadataExtractor;
using MetadataExtractor.Formats.Exif;
using MetadataExtractor.IO;
using Directory = MetadataExtractor.Directory;

namespace PhotoShare.Media;

/// <summary>Reads what a camera wrote (EXIF 2.32) into <see cref="CameraMetadata"/>.</summary>
static class CameraMetadataReader
{
    const int MaxText = 100;
    static readonly byte[] Preamble = "Exif\0\0"u8.ToArray();

    /// <summary>Reads an EXIF block, with or without its preamble; <c>null</c> when it says nothing or can't be read.</summary>
    public static CameraMetadata? Read(byte[] exif)
    {
        try
        {
            var tiff = exif.AsSpan().StartsWith(Preamble) ? exif[Preamble.Length..] : exif;
            var directories = new ExifReader().Extract(new ByteArrayReader(tiff));
            var metadata = From(directories);
            return metadata == new CameraMetadata(null, null, null, null, null, null, null, null, null, null) ? null : metadata;
        }
        catch (Exception)
        {
            // A stranger's EXIF may hold anything, and its reader may stumble over it in any way. The photo is none the worse for that.
            return null;
        }
    }

    static CameraMetadata From(IEnumerable<Directory> directories)
    {
        var all = directories.ToList();
        var camera = all.OfType<ExifIfd0Directory>().FirstOrDefault();
        var shot = all.OfType<ExifSubIfdDirectory>().FirstOrDefault();
        var location = all.OfType<GpsDirectory>().FirstOrDefault()?.GetGeoLocation();
        var located = location is { IsZero: false } && Math.Abs(location.Latitude) <= 90 && Math.Abs(location.Longitude) <= 180;
        return new CameraMetadata(
            Text(camera, ExifDirectoryBase.TagMake),
            Text(camera, ExifDirectoryBase.TagModel),
            Text(shot, ExifDirectoryBase.TagLensModel),
            Number(shot, ExifDirectoryBase.TagFocalLength) is { } focal ? Invariant($"{focal:0.##} mm") : null,
            Number(shot, ExifDirectoryBase.TagFNumber) is { } aperture ? Invariant($"f/{aperture:0.##}") : null,
            Number(shot, ExifDirectoryBase.TagExposureTime) is { } seconds ? Exposure(seconds) : null,
            shot is not null && shot.TryGetInt32(ExifDirectoryBase.TagIsoEquivalent, out var iso) && iso > 0 ? iso : null,
            TakenAt(shot),
            located ? location!.Latitude : null,
            located ? location!.Longitude : null);
    }

    static string? Text(Directory? directory, int tag)
    {
        var text = directory?.GetString(tag);
        if (text is null)
            return null;
        text = new string([.. text.Where(c => !char.IsControl(c))]).Trim();
        return text.Length == 0 ? null : text[..Math.Min(text.Length, MaxText)];
    }

    static double? Number(Directory? directory, int tag) =>
        directory is not null && directory.TryGetDouble(tag, out var number) && double.IsFinite(number) && number > 0 ? number : null;

    static string Exposure(double seconds) =>
        seconds < 0.4 ? Invariant($"1/{Math.Round(1 / seconds)} s") : Invariant($"{seconds:0.#} s");

    static DateTime? TakenAt(Directory? shot)
    {
        var local = shot?.GetString(ExifDirectoryBase.TagDateTimeOriginal);
        if (!DateTime.TryParseExact(local, "yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            return null;
        var offset = shot!.GetString(ExifDirectoryBase.TagTimeZoneOriginal);
        return DateTimeOffset.TryParseExact($"{local} {offset}", "yyyy:MM:dd HH:mm:ss zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var exact)
            ? exact.UtcDateTime
            : time;
    }

    static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
