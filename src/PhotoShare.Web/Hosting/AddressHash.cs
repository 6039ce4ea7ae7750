using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace PhotoShare.Web;

/// <summary>Addresses as one of 65,536 numbers: the same on every server of an installation, and nobody can choose an address that shares another's.</summary>
sealed class AddressHash(byte[] key)
{
    public ushort Of(IPAddress? address) => BitConverter.ToUInt16(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(SignInLimit.Origin(address))));
}
