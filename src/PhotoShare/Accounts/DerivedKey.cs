using System.Numerics;
using System.Security.Cryptography;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>Key pairs that are the same on all servers of an instance and never to be set up.</summary>
static class DerivedKey
{
    // The order of the group (SEC 2, secp256r1).
    static readonly BigInteger Order = new(Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"), isUnsigned: true, isBigEndian: true);

    /// <summary>A key pair on P-256 for one purpose, with its private part.</summary>
    internal static ECParameters P256(InstanceSecret secret, string label)
    {
        // 1 to the order less 1, whatever was derived.
        var number = new BigInteger(secret.Derive(label), isUnsigned: true, isBigEndian: true) % (Order - 1) + 1;
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        byte[] d = [.. new byte[32 - bytes.Length], .. bytes];
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = d });
        return key.ExportParameters(includePrivateParameters: true);
    }
}
