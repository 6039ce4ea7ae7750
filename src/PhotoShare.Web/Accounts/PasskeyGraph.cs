using System.Buffers.Text;
using System.Security.Cryptography;
using GraphQL;
using GraphQL.DataLoader;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

partial class ViewerNode
{
    /// <summary>Whether signing in takes a code beside the password.</summary>
    public bool TwoFactorEnabled => user.TwoFactorEnabled;

    /// <summary>Your passkeys, the latest first.</summary>
    public IDataLoaderResult<IEnumerable<PasskeyNode>> Passkeys([FromServices] PasskeysOfUser passkeys, [Me] Viewer me) =>
        passkeys.Load(me, user.Id).Then(rows => rows.Select(passkey => new PasskeyNode(passkey)));
}

/// <summary>A key on a device of yours that signs you in without a password (WebAuthn).</summary>
[Name("Passkey")]
public sealed class PasskeyNode(IdentityUserPasskey<Guid> passkey)
{
    const string Type = "Passkey";

    /// <summary>Names it among yours.</summary>
    public GlobalId Id => new(Type, Base64Url.EncodeToString(SHA256.HashData(passkey.CredentialId)));

    /// <summary>What you call it.</summary>
    public string Name => passkey.Data.Name ?? "Passkey";

    /// <summary>When it was made.</summary>
    public DateTime CreatedAt => passkey.Data.CreatedAt.UtcDateTime;

    /// <summary>When it last signed you in; null if it never did.</summary>
    public DateTime? LastUsedAt => null;
}

public sealed class PasskeysOfUser(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, IReadOnlyList<IdentityUserPasskey<Guid>>>(databases, async (db, viewer, ids, ct) =>
    (await db.Set<IdentityUserPasskey<Guid>>().AsNoTracking().Where(p => p.UserId == viewer.Id && ids.Contains(p.UserId)).ToListAsync(ct))
        .GroupBy(p => p.UserId).ToDictionary(p => p.Key, IReadOnlyList<IdentityUserPasskey<Guid>> (p) => [.. p.OrderByDescending(key => key.Data.CreatedAt)]), []);
