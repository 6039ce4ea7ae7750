using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace PhotoShare.Web;

/// <summary>
/// Lets somebody banned see what was decided and appeal, though they cannot sign in: given once their password was right, for an hour, and
/// good for nothing else.
/// </summary>
sealed class AppealProof(IDataProtectionProvider protection)
{
    static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    readonly ITimeLimitedDataProtector protector = protection.CreateProtector("appeal").ToTimeLimitedDataProtector();

    public string Of(Guid userId) => protector.Protect(userId.ToString(), Lifetime);

    /// <summary>Whose it is; a visitor for one that is none, or too old.</summary>
    public Viewer Read(string? proof)
    {
        try
        {
            return proof is not null && Guid.TryParse(protector.Unprotect(proof), out var id) ? new Viewer(id) : Viewer.Anonymous;
        }
        catch (CryptographicException)
        {
            return Viewer.Anonymous;
        }
    }
}
