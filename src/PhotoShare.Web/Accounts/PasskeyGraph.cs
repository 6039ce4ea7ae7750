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
    [Unscoped]
    public bool TwoFactorEnabled => user.TwoFactorEnabled;

    /// <summary>Your passkeys, the latest first.</summary>
    public IDataLoaderResult<IEnumerable<PasskeyNode>> Passkeys([FromServices] PasskeysOfUser passkeys, [Me] Viewer me) =>
        passkeys.Load(me, user.Id).Then(rows => rows.Select(row => new PasskeyNode(row.Passkey, row.LastUsedAt)));
}

/// <summary>A key on a device of yours that signs you in without a password (WebAuthn).</summary>
[Name("Passkey"), Unscoped]
public sealed class PasskeyNode(IdentityUserPasskey<Guid> passkey, DateTime? lastUsedAt)
{
    internal const string Type = "Passkey";

    /// <summary>What names a passkey without telling its credential id.</summary>
    internal static string KeyOf(IdentityUserPasskey<Guid> passkey) => Base64Url.EncodeToString(SHA256.HashData(passkey.CredentialId));

    /// <summary>The hash in an id; empty for what no passkey has.</summary>
    internal static byte[] HashOf(GlobalId id) => id.NameOf(Type, "passkeyId") is var key && Base64Url.IsValid(key) ? Base64Url.DecodeFromChars(key) : [];

    /// <summary>Names it among yours.</summary>
    public GlobalId Id => new(Type, KeyOf(passkey));

    /// <summary>What you call it.</summary>
    public string Name => passkey.Data.Name ?? "Passkey";

    /// <summary>When it was made.</summary>
    public DateTime CreatedAt => passkey.Data.CreatedAt.UtcDateTime;

    /// <summary>When it last signed you in; null if it never did.</summary>
    public DateTime? LastUsedAt => lastUsedAt;
}

/// <summary>A passkey with the column that Identity's own type does not have.</summary>
public sealed record PasskeyRow(IdentityUserPasskey<Guid> Passkey, DateTime? LastUsedAt);

partial class Mutation
{
    /// <summary>Calls one of your passkeys otherwise.</summary>
    [SignedIn, Unscoped]
    public static Task<RenamePasskeyPayload> RenamePasskey([FromServices] Passkeys passkeys, [Me] Viewer me, RenamePasskeyInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            var (passkey, lastUsedAt) = await passkeys.Rename(me, PasskeyNode.HashOf(input.PasskeyId), input.Name, ct);
            return new RenamePasskeyPayload { Passkey = new PasskeyNode(passkey, lastUsedAt) };
        });

    /// <summary>Removes one of your passkeys: it signs in no longer. Takes a session that was confirmed within a quarter of an hour (confirmSession).</summary>
    [SignedIn, Unscoped]
    public static Task<RemovePasskeyPayload> RemovePasskey(IResolveFieldContext field, [FromServices] Passkeys passkeys, [Me] Viewer me, RemovePasskeyInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            await field.RequireConfirmed(ct);
            await passkeys.Remove(me, PasskeyNode.HashOf(input.PasskeyId), ct);
            return new RemovePasskeyPayload { RemovedPasskeyId = input.PasskeyId };
        });
}

/// <summary>What to call which passkey.</summary>
public sealed class RenamePasskeyInput : MutationInput
{
    /// <summary>The passkey's id.</summary>
    public required GlobalId PasskeyId { get; init; }

    /// <summary>What to call it, 1 to 60 characters.</summary>
    public required string Name { get; init; }
}

/// <summary>What renamePasskey answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError))]
public sealed class RenamePasskeyPayload : Payload
{
    /// <summary>The passkey by its new name.</summary>
    public PasskeyNode? Passkey { get; init; }
}

/// <summary>Which passkey to remove.</summary>
public sealed class RemovePasskeyInput : MutationInput
{
    /// <summary>The passkey's id.</summary>
    public required GlobalId PasskeyId { get; init; }
}

/// <summary>What removePasskey answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError), typeof(ForbiddenError))]
public sealed class RemovePasskeyPayload : Payload
{
    /// <summary>The id that names a passkey no longer.</summary>
    public GlobalId? RemovedPasskeyId { get; init; }
}

static class PasskeyRows
{
    /// <summary>One's own, the latest first, for a page.</summary>
    internal static async Task<IReadOnlyList<PasskeyRow>> PasskeysOf(this PhotoShareDb db, Viewer viewer, CancellationToken ct) =>
        [.. (await db.Set<IdentityUserPasskey<Guid>>().AsNoTracking().Where(p => p.UserId == viewer.Id)
            .Select(p => new PasskeyRow(p, EF.Property<DateTime?>(p, PhotoShareDb.PasskeyLastUsedAt))).ToListAsync(ct)).OrderByDescending(row => row.Passkey.Data.CreatedAt)];
}

public sealed class PasskeysOfUser(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, IReadOnlyList<PasskeyRow>>(databases, async (db, viewer, ids, ct) =>
    (await db.Set<IdentityUserPasskey<Guid>>().AsNoTracking().Where(p => p.UserId == viewer.Id && ids.Contains(p.UserId))
        .Select(p => new PasskeyRow(p, EF.Property<DateTime?>(p, PhotoShareDb.PasskeyLastUsedAt))).ToListAsync(ct))
        .GroupBy(row => row.Passkey.UserId).ToDictionary(of => of.Key, IReadOnlyList<PasskeyRow> (of) => [.. of.OrderByDescending(row => row.Passkey.Data.CreatedAt)]), []);
