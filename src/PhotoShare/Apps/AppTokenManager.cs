using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;

namespace PhotoShare;

/// <summary>OpenIddict's own, which also writes down that a code or a refresh token came a second time: for nothing else does OpenIddict end a whole chain.</summary>
public sealed class AppTokenManager(
    IOpenIddictTokenCache<AppToken> cache, ILogger<OpenIddictTokenManager<AppToken>> logger, IOptionsMonitor<OpenIddictCoreOptions> options, IOpenIddictTokenStore<AppToken> store,
    PhotoShareDb db, Audit audit, IEventBus events)
    : OpenIddictTokenManager<AppToken>(cache, logger, options, store)
{
    public override async ValueTask<long> RevokeByAuthorizationIdAsync(string identifier, CancellationToken cancellationToken = default)
    {
        var ended = await base.RevokeByAuthorizationIdAsync(identifier, cancellationToken);
        var grantId = Guid.Parse(identifier);
        var grant = await db.AppGrants.Where(g => g.Id == grantId).Select(g => new { g.UserId, App = g.Application!.Id }).SingleOrDefaultAsync(cancellationToken);
        if (grant?.UserId is not { } person) return ended;
        await audit.Note(Viewer.Anonymous, AuditKind.AppTokenReused, cancellationToken, person, $"{grant.App}");
        await db.SaveChangesAsync(cancellationToken);
        await events.Publish(new MailQueued(), cancellationToken);
        return ended;
    }
}
