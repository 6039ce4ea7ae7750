using System.Net;
using MaxMind.Db;

namespace PhotoShare;

/// <summary>
/// The country of an address, from the operator's MMDB file (https://maxmind.github.io/MaxMind-DB/): as GeoLite2 has it, or with a plain <c>country_code</c>.
/// Without a file, or where it can't be read, there is none; <c>doctor</c> says so.
/// </summary>
public sealed class Countries(Settings settings) : IDisposable
{
    readonly Lazy<Reader?> file = new(() =>
    {
        try
        {
            return Open(settings);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidDatabaseException)
        {
            return null;
        }
    });

    /// <summary>Opens the file, <c>null</c> when none is set. Throws what tells why it can't be read.</summary>
    public static Reader? Open(Settings settings) => string.IsNullOrEmpty(settings.Countries) ? null : new Reader(settings.Countries, FileAccessMode.Memory);

    /// <summary>Its country by its ISO 3166 code, or else its network.</summary>
    public string? PlaceOf(Origin origin) => (origin.Address is { } address && file.Value is { } countries ? CodeOf(countries, address) : null) ?? origin.Network;

    static string? CodeOf(Reader countries, IPAddress address)
    {
        var found = countries.Find<Dictionary<string, object>>(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
        return found?.GetValueOrDefault("country_code") as string ?? (found?.GetValueOrDefault("country") as Dictionary<string, object>)?.GetValueOrDefault("iso_code") as string;
    }

    public void Dispose()
    {
        if (file.IsValueCreated) file.Value?.Dispose();
    }
}
