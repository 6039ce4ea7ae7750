using System.Security.Cryptography;
using System.Text;

namespace PhotoShare;

/// <summary>
/// What PostgreSQL keeps of a password (RFC 5802 section 3 with SHA-256, written as in
/// https://www.postgresql.org/docs/current/catalog-pg-authid.html). Sent in place of the password, it lets no log of the server have that.
/// </summary>
static class ScramVerifier
{
    /// <summary>PostgreSQL's own number.</summary>
    const int Iterations = 4_096;

    /// <summary>Bytes, likewise.</summary>
    const int SaltLength = 16;

    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        // Brought to the form that Npgsql signs in with.
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password.Normalize(NormalizationForm.FormKC)), salt, Iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        var clientKey = HMACSHA256.HashData(salted, "Client Key"u8);
        var serverKey = HMACSHA256.HashData(salted, "Server Key"u8);
        return FormattableString.Invariant($"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(SHA256.HashData(clientKey))}:{Convert.ToBase64String(serverKey)}");
    }
}
