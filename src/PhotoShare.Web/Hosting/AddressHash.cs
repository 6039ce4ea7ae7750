using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace PhotoShare.Web;

/// <summary>Addresses as one of 65,536 numbers: the same on every server of an installation, and nobody can choose an address that shares another's.</summary>
sealed class AddressHash(byte[] key)
{
    /// <summary>Some that were asked for of late, since one address asks again and again: each at the place that its own hash says, one over the other.</summary>
    readonly Known?[] recent = new Known?[1024];

    public ushort Of(IPAddress? address)
    {
        if (address is null) return Compute(null);
        ref var place = ref recent[(uint)address.GetHashCode() % recent.Length];
        if (place is { } known && known.Address.Equals(address)) return known.Hash;
        return (place = new(address, Compute(address))).Hash;
    }

    ushort Compute(IPAddress? address) => BitConverter.ToUInt16(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(SignInLimit.Origin(address))));

    sealed record Known(IPAddress Address, ushort Hash);
}
