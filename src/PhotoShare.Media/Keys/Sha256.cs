using System.Security.Cryptography;
using System.Text;

namespace PhotoShare.Media;

/// <summary>SHA-256 of texts.</summary>
public static class Sha256
{
    /// <summary>Of the text in UTF-8: 64 lower-case hexadecimal digits.</summary>
    public static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
