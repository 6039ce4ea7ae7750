using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace PhotoShare.Web;

/// <summary>The keys of one period, opened: an RSA key of 2048 bits that signs (RS256, which every OpenID Connect client knows) and 256 bits that seal tokens.</summary>
sealed record AppKeyPair(int Id, DateTime CreatedAt, SigningCredentials Signing, EncryptingCredentials Encryption)
{
    const int SigningBits = 2048;
    const int EncryptionBytes = 32;

    /// <summary>New ones as they are kept.</summary>
    public static AppKey New(int id, SessionKeySeal seal)
    {
        using var rsa = RSA.Create(SigningBits);
        return new AppKey { Id = id, Signing = seal.Seal(rsa.ExportPkcs8PrivateKey()), Encryption = seal.Seal(RandomNumberGenerator.GetBytes(EncryptionBytes)) };
    }

    public static AppKeyPair Of(AppKey key, SessionKeySeal seal)
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(seal.Open(key.Signing), out _);
        var signing = new RsaSecurityKey(rsa);
        signing.KeyId = Base64Url.EncodeToString(signing.ComputeJwkThumbprint());
        return new(key.Id, key.CreatedAt, new SigningCredentials(signing, SecurityAlgorithms.RsaSha256), Sealing(seal.Open(key.Encryption)));
    }

    /// <summary>Keys of nobody's, for as long as the real ones have not been asked for: OpenIddict looks at every request, and wants some.</summary>
    public static AppKeyPair Passing() => new(
        0, default, new SigningCredentials(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)), SecurityAlgorithms.EcdsaSha256), Sealing(RandomNumberGenerator.GetBytes(EncryptionBytes)));

    static EncryptingCredentials Sealing(byte[] key) => new(new SymmetricSecurityKey(key), SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512);
}
