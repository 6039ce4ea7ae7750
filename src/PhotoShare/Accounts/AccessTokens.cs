using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>Personal access tokens: made, used, revoked.</summary>
public sealed class AccessTokens(PhotoShareDb db, Audit audit, IEventBus events)
{
    /// <summary>Starts every token, so that a leaked one is recognised by secret scanners.</summary>
    public const string Prefix = "psp_";

    /// <summary>Makes a token that may do all that its person may. Its text is in the answer and nowhere else, ever.</summary>
    public Task<(AccessToken Token, string Text)> Create(Viewer viewer, string name, CancellationToken ct) => Create(viewer, name, null, ct);

    /// <summary>Makes a token. Its text is in the answer and nowhere else, ever.</summary>
    /// <param name="scopes">What it may do; <c>null</c> for all that its person may.</param>
    public async Task<(AccessToken Token, string Text)> Create(Viewer viewer, string name, Scopes? scopes, CancellationToken ct)
    {
        if (scopes is { Bits: 0 }) throw new Refused("TOKEN_SCOPES", "Choose at least one thing that the token may do.", "scopes") { Constraint = "count 1..6" };
        name = name.Trim();
        if (name.Length is 0 or > AccessToken.MaxNameLength)
            throw new Refused("TOKEN_NAME", $"A token's name has 1 to {AccessToken.MaxNameLength} characters.", "name") { Constraint = $"length 1..{AccessToken.MaxNameLength}" };

        var text = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var token = new AccessToken { UserId = viewer.Required, Name = name, Hash = HashOf(text), Scopes = scopes };
        db.Add(token);
        await audit.Note(viewer, AuditKind.TokenMade, ct, details: $"{token.Id}");
        await db.SaveChangesAsync(ct);
        await events.Publish(new MailQueued(), ct);
        return (token, text);
    }

    /// <summary>Whose the token of this text is; <c>null</c> for one that was never made, is revoked or has expired, or of somebody banned.</summary>
    public async Task<HeldToken?> Find(string text, CancellationToken ct)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var hash = HashOf(text);
        var now = DateTime.UtcNow;
        var held = await CompiledQueries.Rows(db, Viewer.Anonymous, typeof(AccessTokens), [hash, now], (_, values) => Holding(db, (byte[])values[0]!, (DateTime)values[1]!), ct);
        if (held is not [var token]) return null;

        if (token.LastUsedAt?.Date != now.Date) await db.NoteActive(token.UserId, ct);
        if (token.LastUsedAt is null || now - token.LastUsedAt > TimeSpan.FromMinutes(1))
            await db.AccessTokens.Where(t => t.Id == token.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedAt, now), ct);
        return token;
    }

    /// <summary>Ends a token at once.</summary>
    public async Task Revoke(Viewer viewer, Guid tokenId, CancellationToken ct)
    {
        var me = viewer.Required;
        await db.Atomically(async () =>
        {
            if (await db.AccessTokens.Where(t => t.Id == tokenId && t.UserId == me).ExecuteDeleteAsync(ct) == 0) throw Refused.NotFound("There is no such token.", "tokenId");
            await audit.Note(viewer, AuditKind.TokenRevoked, ct, details: $"{tokenId}");
            await db.SaveChangesAsync(ct);
        }, ct);
    }

    static IQueryable<HeldToken> Holding(PhotoShareDb db, byte[] hash, DateTime now) => db.AccessTokens
        .Where(t => t.Hash == hash && (t.ExpiresAt == null || t.ExpiresAt > now) && t.User!.BannedAt == null && t.User.LeavesAt == null)
        .Select(t => new HeldToken(t.Id, t.UserId, t.User!.Role, t.Scopes, t.LastUsedAt));

    static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

/// <summary>Whose a token is and what it may do: all that a request needs to know of it.</summary>
/// <param name="Scopes"><c>null</c> for all that its person may.</param>
public sealed record HeldToken(Guid Id, Guid UserId, UserRole Role, Scopes? Scopes, DateTime? LastUsedAt);

public static class AccessTokenVisibility
{
    /// <summary>One's own tokens.</summary>
    public static IQueryable<AccessToken> VisibleTo(this DbSet<AccessToken> tokens, Viewer viewer) =>
        tokens.AsNoTracking().Where(t => t.UserId == viewer.Id);
}
