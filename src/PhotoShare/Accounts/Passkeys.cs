using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>The passkeys of a person: kept, renamed, removed. Making and using one is a ceremony between a browser and its door.</summary>
public sealed class Passkeys(PhotoShareDb db, UserManager<User> users, Audit audit)
{
    public const int MaxNameLength = 60;

    /// <summary>More than anybody has devices.</summary>
    public const int Most = 20;

    /// <summary>Keeps a passkey that a door has checked.</summary>
    public async Task Add(Viewer viewer, UserPasskeyInfo passkey, string name, CancellationToken ct)
    {
        passkey.Name = Checked(name, "passkeyName");
        var me = viewer.Required;
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == me, ct) ?? throw Refused.Unauthenticated();
        if (await Of(me).CountAsync(ct) >= Most) throw Refused.Conflict("PASSKEYS_FULL", $"There are {Most} passkeys already. Remove one first.");
        await audit.Note(viewer, AuditKind.PasskeyAdded, ct);
        if (!(await users.AddOrUpdatePasskeyAsync(user, passkey)).Succeeded) throw Refused.Conflict("PASSKEY", "It was changed elsewhere in this moment. Try again.");
    }

    /// <summary>Calls a passkey otherwise.</summary>
    /// <param name="id">SHA-256 of its credential id.</param>
    /// <returns>The passkey, and when it last signed in.</returns>
    public async Task<(IdentityUserPasskey<Guid> Passkey, DateTime? LastUsedAt)> Rename(Viewer viewer, byte[] id, string name, CancellationToken ct)
    {
        name = Checked(name, "name");
        var passkey = await Find(viewer, id, ct);
        passkey.Data.Name = name;
        await db.SaveChangesAsync(ct);
        return (passkey, (DateTime?)db.Entry(passkey).Property(PhotoShareDb.PasskeyLastUsedAt).CurrentValue);
    }

    /// <summary>Removes a passkey: it signs in no longer.</summary>
    /// <param name="id">SHA-256 of its credential id.</param>
    public async Task Remove(Viewer viewer, byte[] id, CancellationToken ct)
    {
        db.Remove(await Find(viewer, id, ct));
        await audit.Note(viewer, AuditKind.PasskeyRemoved, ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>A person has few, and no column holds the hash.</summary>
    async Task<IdentityUserPasskey<Guid>> Find(Viewer viewer, byte[] id, CancellationToken ct) =>
        (await Of(viewer.Required).ToListAsync(ct)).Find(p => SHA256.HashData(p.CredentialId).AsSpan().SequenceEqual(id)) ?? throw Refused.NotFound("There is no such passkey.", "passkeyId");

    IQueryable<IdentityUserPasskey<Guid>> Of(Guid userId) => db.Set<IdentityUserPasskey<Guid>>().Where(p => p.UserId == userId);

    static string Checked(string name, string path) => name.Trim() is { Length: > 0 and <= MaxNameLength } trimmed ? trimmed
        : throw new Refused("PASSKEY_NAME", $"A passkey's name has 1 to {MaxNameLength} characters.", path) { Constraint = $"length 1..{MaxNameLength}" };
}
