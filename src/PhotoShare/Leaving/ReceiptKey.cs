using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PhotoShare.Media;

namespace PhotoShare;

/// <summary>
/// What this instance signs receipts with: ECDSA on P-256 with SHA-256 (FIPS 186-5), by a key derived from the instance's secret, so the same on
/// all servers and as long as the instance lives. A receipt is one JSON object with <c>receipt</c>, <c>publicKey</c> (SubjectPublicKeyInfo) and <c>signature</c> (r | s),
/// both Base64url; signed are the bytes of <c>receipt</c> as they stand there.
/// </summary>
public sealed class ReceiptKey(InstanceSecret secret)
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    readonly ECParameters key = DerivedKey.P256(secret, "receipts");

    /// <summary>SubjectPublicKeyInfo, Base64url.</summary>
    public string Public
    {
        get
        {
            using var signer = ECDsa.Create(key);
            return Base64Url.EncodeToString(signer.ExportSubjectPublicKeyInfo());
        }
    }

    internal string Sign(DeletionReceipt receipt)
    {
        using var signer = ECDsa.Create(key);
        var text = JsonSerializer.Serialize(receipt, Json);
        var signature = Base64Url.EncodeToString(signer.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256));
        return $$"""{"receipt":{{text}},"publicKey":"{{Public}}","signature":"{{signature}}"}""" + "\n";
    }

    /// <summary>What a receipt of this instance says; <c>null</c> for one that it did not sign, or that was changed since.</summary>
    public DeletionReceipt? Verify(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.GetProperty("publicKey").GetString() != Public) return null;
            var said = root.GetProperty("receipt").GetRawText();
            using var signer = ECDsa.Create(key);
            return signer.VerifyData(Encoding.UTF8.GetBytes(said), Base64Url.DecodeFromChars(root.GetProperty("signature").GetString()), HashAlgorithmName.SHA256)
                ? JsonSerializer.Deserialize<DeletionReceipt>(said, Json)
                : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
