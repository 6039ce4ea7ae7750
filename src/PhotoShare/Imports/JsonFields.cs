using System.Globalization;
using System.Text.Json;

namespace PhotoShare;

/// <summary>Fields of somebody else's JSON: what is not there, or is something else, is <c>null</c>.</summary>
static class JsonFields
{
    public static JsonElement? Field(this JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>Without the control characters that no text has and no database takes.</summary>
    public static string? Text(this JsonElement row, string name) => row.Field(name) is { ValueKind: JsonValueKind.String } value ? value.Text() : null;

    public static string? Text(this JsonElement value)
    {
        try
        {
            return value.GetString() is { } text ? new string([.. text.Where(c => c >= ' ' || c is '\n' or '\r' or '\t')]) : null;
        }
        catch (InvalidOperationException)
        {
            // A half of a surrogate pair.
            return null;
        }
    }

    public static Guid? Id(this JsonElement row, string name) => row.Text(name) is { } text && Guid.TryParse(text, out var id) ? id : null;

    public static bool? Flag(this JsonElement row, string name) => row.Field(name) switch { { ValueKind: JsonValueKind.True } => true, { ValueKind: JsonValueKind.False } => false, _ => null };

    public static double? Number(this JsonElement row, string name) => row.Field(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    /// <summary>ISO 8601, as UTC.</summary>
    public static DateTime? Time(this JsonElement row, string name) =>
        DateTime.TryParse(row.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    /// <summary>Seconds since 1970.</summary>
    public static DateTime? UnixTime(this JsonElement row, string name) =>
        row.Number(name) is { } seconds and > 0 and < 253_402_300_800 ? DateTime.UnixEpoch.AddSeconds(seconds) : null;

    public static TEnum? Choice<TEnum>(this JsonElement row, string name) where TEnum : struct, Enum =>
        row.Text(name) is { } text && Enum.TryParse<TEnum>(text, out var value) && Enum.IsDefined(value) ? value : null;

    public static IEnumerable<JsonElement> List(this JsonElement row, string name) => row.Field(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
