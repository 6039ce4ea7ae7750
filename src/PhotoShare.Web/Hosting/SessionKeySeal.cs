using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace PhotoShare.Web;

/// <summary>
/// Seals the keys of ASP.NET Data Protection under a key derived from the instance's secret, by AES-256-GCM (NIST SP 800-38D):
/// <c>nonce | tag | ciphertext</c>. Whoever reads the database alone can forge no session.
/// </summary>
sealed class SessionKeySeal(byte[] key)
{
    const int NonceSize = 12;
    const int TagSize = 16;

    public byte[] Seal(byte[] plaintext)
    {
        var result = new byte[NonceSize + TagSize + plaintext.Length];
        RandomNumberGenerator.Fill(result.AsSpan(0, NonceSize));
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(result.AsSpan(0, NonceSize), plaintext, result.AsSpan(NonceSize + TagSize), result.AsSpan(NonceSize, TagSize));
        return result;
    }

    /// <summary>Throws <see cref="CryptographicException"/> for another instance or changed bytes.</summary>
    public byte[] Open(byte[] bytes)
    {
        if (bytes.Length < NonceSize + TagSize)
            throw new CryptographicException("A sealed session key is longer than that.");
        var plaintext = new byte[bytes.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(bytes.AsSpan(0, NonceSize), bytes.AsSpan(NonceSize + TagSize), bytes.AsSpan(NonceSize, TagSize), plaintext);
        return plaintext;
    }
}

sealed class SessionKeyEncryptor(SessionKeySeal seal) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var bytes = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String(seal.Seal(bytes))), typeof(SessionKeyDecryptor));
    }
}

/// <summary>Made by Data Protection itself, from the type's name beside the sealed key.</summary>
sealed class SessionKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(Encoding.UTF8.GetString(services.GetRequiredService<SessionKeySeal>().Open(Convert.FromBase64String(encryptedElement.Value))));
}
