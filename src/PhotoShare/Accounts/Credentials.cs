using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace PhotoShare;

/// <summary>What somebody is signed in by: an access token, an app's token, or a browser's session with the security stamp that its cookie carries.</summary>
/// <param name="UserId"><c>null</c> for an app that comes by itself.</param>
/// <param name="Moderates">Whether it lets them moderate.</param>
/// <param name="Scopes">What it may do for them; <c>null</c> for everything.</param>
public sealed record Credential(Guid? UserId, Guid? TokenId, Guid? AppTokenId, Guid? SessionId, string? SecurityStamp, bool Moderates, Scopes? Scopes)
{
    /// <summary>Whether it is as this person's role has it today.</summary>
    internal bool Fits(UserRole role) => (role != UserRole.Member && Scopes?.Contains(Scope.Admin) != false) == Moderates;
}

/// <summary>Whether what people came in by still holds. Asked for all connections at once, since none of them asks again by itself.</summary>
public sealed class Credentials(PhotoShareDb db)
{
    const int AtOnce = 500;

    /// <summary>Those that hold as they are: not revoked, not expired, of a person with the same password and role who is not banned. Three statements for every 500.</summary>
    public async Task<IReadOnlySet<Credential>> Holding(IReadOnlyCollection<Credential> asked, CancellationToken ct)
    {
        var holding = new HashSet<Credential>();
        foreach (var some in asked.Chunk(AtOnce))
        {
            var tokens = await HoldersOfTokens([.. some.Select(c => c.TokenId).OfType<Guid>()], ct);
            var appTokens = await HoldersOfAppTokens([.. some.Select(c => c.AppTokenId).OfType<Guid>()], ct);
            var sessions = await HoldersOfSessions([.. some.Select(c => c.SessionId).OfType<Guid>()], ct);
            holding.UnionWith(some.Where(c =>
                c.TokenId is { } token ? tokens.TryGetValue(token, out var holder) && c.Fits(holder.Role)
                : c.AppTokenId is { } appToken ? appTokens.TryGetValue(appToken, out var role) && c.Fits(role)
                : c.SessionId is { } session && sessions.TryGetValue(session, out holder) && c.Fits(holder.Role) && holder.SecurityStamp == c.SecurityStamp));
        }
        return holding;
    }

    async Task<Dictionary<Guid, SessionHolder>> HoldersOfTokens(Guid[] ids, CancellationToken ct)
    {
        if (ids.Length == 0) return [];
        var now = DateTime.UtcNow;
        var holders = from token in db.AccessTokens
                      where ids.Contains(token.Id) && (token.ExpiresAt == null || token.ExpiresAt > now)
                      join user in db.Users on token.UserId equals user.Id
                      where user.BannedAt == null && user.LeavesAt == null
                      select new { token.Id, Holder = new SessionHolder(user.Id, user.SecurityStamp, user.Role) };
        return await holders.ToDictionaryAsync(t => t.Id, t => t.Holder, ct);
    }

    /// <summary>The roles of those whose app has the token; a member's for an app that comes by itself.</summary>
    async Task<Dictionary<Guid, UserRole>> HoldersOfAppTokens(Guid[] ids, CancellationToken ct)
    {
        if (ids.Length == 0) return [];
        var now = DateTime.UtcNow;
        var holders = from token in db.AppTokens
                      where ids.Contains(token.Id) && token.Status == OpenIddictConstants.Statuses.Valid && token.ExpirationDate > now
                      join user in db.Users on token.UserId equals user.Id into users
                      from user in users.DefaultIfEmpty()
                      where token.UserId == null || (user!.BannedAt == null && user.LeavesAt == null)
                      select new { token.Id, Role = token.UserId == null ? UserRole.Member : user!.Role };
        return await holders.ToDictionaryAsync(t => t.Id, t => t.Role, ct);
    }

    async Task<Dictionary<Guid, SessionHolder>> HoldersOfSessions(Guid[] ids, CancellationToken ct)
    {
        if (ids.Length == 0) return [];
        var holders = from session in db.Sessions.Holding(DateTime.UtcNow)
                      where ids.Contains(session.Id)
                      join user in db.Users on session.UserId equals user.Id
                      where user.BannedAt == null && user.LeavesAt == null
                      select new { session.Id, Holder = new SessionHolder(user.Id, user.SecurityStamp, user.Role) };
        return await holders.ToDictionaryAsync(s => s.Id, s => s.Holder, ct);
    }
}
