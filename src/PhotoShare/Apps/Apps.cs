using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Core;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace PhotoShare;

/// <summary>Apps, as the developers who register them have them.</summary>
public sealed class Apps(PhotoShareDb db, OpenIddictApplicationManager<ClientApp> clients, Audit audit)
{
    /// <summary>Of one person.</summary>
    public const int Most = 25;

    /// <summary>Starts every secret, so that a leaked one is recognised by secret scanners.</summary>
    public const string SecretPrefix = "pss_";

    /// <summary>Registers an app. The text of its secret is in the answer and nowhere else, ever; <c>null</c> for one that keeps none.</summary>
    public async Task<(ClientApp App, string? Secret)> Register(Viewer viewer, AppFacts facts, CancellationToken ct)
    {
        var me = viewer.Required;
        if (await db.Apps.CountAsync(a => a.OwnerId == me, ct) >= Most)
            throw Refused.Conflict("APP_COUNT", $"You have {Most} apps already. Delete one that nobody uses.", "name");

        var app = new ClientApp { OwnerId = me, Website = facts.CheckedWebsite() };
        var secret = facts.KeepsSecret ? NewSecret() : null;
        await clients.PopulateAsync(app, facts.Described(NewClientId()), ct);
        // Saved with the app: OpenIddict saves the same context.
        await audit.Note(viewer, AuditKind.AppRegistered, ct, details: $"{app.Id}");
        await (secret is null ? clients.CreateAsync(app, ct) : clients.CreateAsync(app, secret, ct));
        return (app, secret);
    }

    /// <summary>Changes what is said of an app. Whether it keeps a secret stays as it is. What people agreed to already stays theirs to take back.</summary>
    public async Task Change(Viewer viewer, Guid appId, AppFacts facts, CancellationToken ct)
    {
        var app = await Own(viewer, appId, ct);
        app.Website = facts.CheckedWebsite();
        var described = (facts with { KeepsSecret = app.KeepsSecret }).Described(app.ClientId!);
        described.ClientSecret = app.ClientSecret;
        await clients.PopulateAsync(app, described, ct);
        await audit.Note(viewer, AuditKind.AppChanged, ct, details: $"{appId}");
        await clients.UpdateAsync(app, ct);
    }

    /// <summary>Gives an app a new secret; the one before ends at once. What the app was let into goes on.</summary>
    /// <returns>The text of the secret, shown this once.</returns>
    public async Task<string> RotateSecret(Viewer viewer, Guid appId, CancellationToken ct)
    {
        var app = await Own(viewer, appId, ct);
        if (!app.KeepsSecret) throw Refused.Conflict("APP_SECRET", "An app that runs on people's devices has no secret.");
        var secret = NewSecret();
        await audit.Note(viewer, AuditKind.AppSecretRotated, ct, details: $"{appId}");
        await clients.UpdateAsync(app, secret, ct);
        return secret;
    }

    /// <summary>Deletes an app with all that people agreed to and all of its tokens, at once.</summary>
    public async Task Delete(Viewer viewer, Guid appId, CancellationToken ct)
    {
        var me = viewer.Required;
        await db.Atomically(async () =>
        {
            if (await db.Apps.Where(a => a.Id == appId && a.OwnerId == me).ExecuteDeleteAsync(ct) == 0) throw NotThere();
            await audit.Note(viewer, AuditKind.AppDeleted, ct, details: $"{appId}");
            await db.SaveChangesAsync(ct);
        }, ct);
    }

    async Task<ClientApp> Own(Viewer viewer, Guid appId, CancellationToken ct)
    {
        var me = viewer.Required;
        return await db.Apps.SingleOrDefaultAsync(a => a.Id == appId && a.OwnerId == me, ct) ?? throw NotThere();
    }

    static Refused NotThere() => Refused.NotFound("There is no such app.", "appId");

    static string NewClientId() => $"psa_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(15))}";

    static string NewSecret() => SecretPrefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}

public static class AppVisibility
{
    /// <summary>One's own apps, as their developer sees them.</summary>
    public static IQueryable<ClientApp> VisibleTo(this DbSet<ClientApp> apps, Viewer viewer) => apps.AsNoTracking().Where(a => a.OwnerId == viewer.Id);
}

public static class AppUse
{
    /// <summary>How many people let an app in, how many of its access tokens hold, and when it last came for any of them.</summary>
    public static async Task<(int People, int Tokens, DateTime? LastUsedAt)> UseOf(this PhotoShareDb db, ClientApp app, CancellationToken ct)
    {
        var now = DateTime.UtcNow;
        var grants = db.AppGrants.Where(g => g.Application!.Id == app.Id && g.Type == AuthorizationTypes.Permanent);
        var tokens = db.AppTokens.Where(t => t.Application!.Id == app.Id && t.Type == TokenTypeIdentifiers.AccessToken
            && t.Status == Statuses.Valid && t.ExpirationDate > now);
        return (await grants.CountAsync(ct), await tokens.CountAsync(ct), await grants.MaxAsync(g => g.LastUsedAt, ct));
    }
}
