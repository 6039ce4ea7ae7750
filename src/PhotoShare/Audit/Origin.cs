using System.Net;
using System.Net.Sockets;

namespace PhotoShare;

/// <summary>Where a request came from, for what is written down of it. Who asks is the <see cref="Viewer"/>; this decides about nothing.</summary>
/// <param name="Address">The address that it came from; <c>null</c> at the command line and for a worker.</param>
/// <param name="Client">What the program calls itself, e.g. <c>Firefox on Linux</c>.</param>
/// <param name="Language">The language that the person reads, as an IETF tag.</param>
public sealed record Origin(IPAddress? Address, string? Client, string Language)
{
    const int KeptV4 = 3, KeptV6 = 6;

    /// <summary>No request at all.</summary>
    public static Origin None { get; } = new(null, null, "en");

    /// <summary>A request by its address and its User-Agent.</summary>
    public static Origin Of(IPAddress? address, string? userAgent, string language) => new(address, Browsers.NameOf(userAgent), language);

    /// <summary>As much of the address as is kept, of a network and not of a household's machine: an IPv4 /24, or an IPv6 /48.</summary>
    public string? Network
    {
        get
        {
            if (Address is null) return null;
            var address = Address.IsIPv4MappedToIPv6 ? Address.MapToIPv4() : Address;
            var bytes = address.GetAddressBytes();
            var kept = address.AddressFamily == AddressFamily.InterNetwork ? KeptV4 : KeptV6;
            bytes.AsSpan(kept).Clear();
            return $"{new IPAddress(bytes)}/{kept * 8}";
        }
    }
}

/// <summary>What is kept of an <see cref="Origin"/>.</summary>
/// <param name="Place">A network, or a country by its ISO 3166 code where the instance knows countries.</param>
public sealed record OriginView(string? Place, string? Client);
