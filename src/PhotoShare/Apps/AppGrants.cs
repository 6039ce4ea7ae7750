using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PhotoShare;

/// <summary>What people let apps do: agreed to, remembered, used, taken back at once on every server.</summary>
public sealed class AppGrants(PhotoShareDb db, Audit audit, IEventBus events)
{
    /// <summary>After the last of its tokens has expired, or when nobody came for the first.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <summary>What somebody agreed to for an app, by its names; nothing where they did not.</summary>
    public async Task<IReadOnlyList<string>> Remembered(Viewer viewer, Guid appId, CancellationToken ct) => (await Find(viewer, appId, ct))?.ScopeNames ?? [];

    /// <summary>Remembers what somebody agreed to, beside what they had agreed to before: tokens of then may do that still.</summary>
    public async Task Agree(Viewer viewer, Guid appId, IReadOnlyCollection<string> scopes, CancellationToken ct)
    {
        var before = await Find(viewer, appId, ct);
        var all = JsonSerializer.Serialize((before?.ScopeNames ?? []).Union(scopes).Order(StringComparer.Ordinal));
        if (before?.Scopes == all) return;
        var grant = before ?? new AppGrant { Subject = viewer.Required.ToString(), Type = AuthorizationTypes.Permanent, Status = Statuses.Valid, CreationDate = DateTime.UtcNow };
        if (before is null) db.Add(grant);
        grant.Scopes = all;
        db.Entry(grant).Property(AppGrant.AppId).CurrentValue = appId;
        await audit.Note(viewer, AuditKind.AppAllowed, ct, details: $"{appId}");
        await db.SaveChangesAsync(ct);
        await events.Publish(new MailQueued(), ct);
    }

    /// <summary>Takes back all that an app was let into: what it remembered and every token of it ends at once.</summary>
    public async Task Revoke(Viewer viewer, Guid appId, CancellationToken ct)
    {
        var me = viewer.Required;
        await db.Atomically(async () =>
        {
            await db.AppTokens.Where(t => t.UserId == me && t.Application!.Id == appId).ExecuteDeleteAsync(ct);
            if (await db.AppGrants.Where(g => g.UserId == me && g.Application!.Id == appId).ExecuteDeleteAsync(ct) == 0)
                throw Refused.NotFound("You have not let this app in, or not any more.", "appId");
            await audit.Note(viewer, AuditKind.AppRevoked, ct, details: $"{appId}");
            await db.SaveChangesAsync(ct);
        }, ct);
    }

    /// <summary>Whose token it is, and notes that it was used; <c>null</c> for one that has ended, or of somebody banned.</summary>
    public async Task<AppTokenHolder?> Use(Guid tokenId, CancellationToken ct)
    {
        var now = DateTime.UtcNow;
        var found = await (from token in db.AppTokens.AsNoTracking()
                           where token.Id == tokenId && token.Status == Statuses.Valid
                           join user in db.Users on token.UserId equals user.Id into users
                           from user in users.DefaultIfEmpty()
                           where token.UserId == null || (user!.BannedAt == null && user.LeavesAt == null)
                           select new
                           {
                               AppId = token.Application!.Id,
                               token.UserId,
                               Role = token.UserId == null ? UserRole.Member : user!.Role,
                               LastUsedAt = db.AppGrants.Where(g => g.UserId == token.UserId && g.Application!.Id == token.Application.Id && g.Type == AuthorizationTypes.Permanent).Max(g => g.LastUsedAt),
                           }).SingleOrDefaultAsync(ct);
        if (found is null) return null;
        if (found.UserId is { } person && found.LastUsedAt?.Date != now.Date) await db.NoteActive(person, ct);
        if (found.UserId is not null && (found.LastUsedAt is null || now - found.LastUsedAt > TimeSpan.FromMinutes(1)))
            await db.AppGrants.Where(g => g.UserId == found.UserId && g.Application!.Id == found.AppId && g.Type == AuthorizationTypes.Permanent)
                .ExecuteUpdateAsync(set => set.SetProperty(g => g.LastUsedAt, now), ct);
        return new AppTokenHolder(found.UserId, found.Role);
    }

    /// <summary>Ends the tokens of one time that an app was let in, as when it gives its refresh token back.</summary>
    public Task End(Guid grantId, CancellationToken ct) => db.AppTokens.Where(t => t.Authorization!.Id == grantId).ExecuteUpdateAsync(set => set.SetProperty(t => t.Status, Statuses.Revoked), ct);

    /// <summary>Throws away what has ended; run now and then by a worker. A refresh token that was used stays until it would have expired, so that one who comes with it again is found out.</summary>
    public async Task Forget(CancellationToken ct)
    {
        var before = DateTime.UtcNow - Kept;
        await db.AppTokens.Where(t => t.ExpirationDate < before).ExecuteDeleteAsync(ct);
        await db.AppGrants.Where(g => g.Type == AuthorizationTypes.AdHoc && g.CreationDate < before && g.Tokens.Count == 0).ExecuteDeleteAsync(ct);
    }

    Task<AppGrant?> Find(Viewer viewer, Guid appId, CancellationToken ct)
    {
        var me = viewer.Required;
        return db.AppGrants.FirstOrDefaultAsync(g => g.UserId == me && g.Application!.Id == appId && g.Type == AuthorizationTypes.Permanent && g.Status == Statuses.Valid, ct);
    }
}

/// <param name="UserId"><c>null</c> for an app that comes by itself.</param>
public sealed record AppTokenHolder(Guid? UserId, UserRole Role);

public static class AppGrantVisibility
{
    /// <summary>What oneself agreed to, one for each app.</summary>
    public static IQueryable<AppGrant> VisibleTo(this DbSet<AppGrant> grants, Viewer viewer) =>
        grants.AsNoTracking().Where(g => g.UserId == viewer.Id && g.Type == AuthorizationTypes.Permanent && g.Status == Statuses.Valid);

    /// <summary>Ends all tokens of somebody's apps, as with a password that was changed. What they agreed to stays: the apps ask them to sign in.</summary>
    internal static Task EndAppTokens(this PhotoShareDb db, Guid userId, CancellationToken ct) => db.AppTokens.Where(t => t.UserId == userId).ExecuteDeleteAsync(ct);
}
