using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>What somebody is signed in by: an access token, or a browser's session with the security stamp that its cookie carries.</summary>
/// <param name="Moderates">Whether it lets them moderate.</param>
public sealed record Credential(Guid UserId, Guid? TokenId, Guid? SessionId, string? SecurityStamp, bool Moderates);

/// <summary>Whether what people came in by still holds. Asked for all connections at once, since none of them asks again by itself.</summary>
public sealed class Credentials(PhotoShareDb db)
{
    const int AtOnce = 500;

    /// <summary>Those that hold as they are: not revoked, not expired, of a person with the same password and role. Two statements for every 500.</summary>
    public async Task<IReadOnlySet<Credential>> Holding(IReadOnlyCollection<Credential> asked, CancellationToken ct)
    {
        var holding = new HashSet<Credential>();
        foreach (var some in asked.Chunk(AtOnce))
        {
            var tokens = await HoldersOfTokens([.. some.Select(c => c.TokenId).OfType<Guid>()], ct);
            var sessions = await HoldersOfSessions([.. some.Select(c => c.SessionId).OfType<Guid>()], ct);
            holding.UnionWith(some.Where(c =>
                c.TokenId is { } token ? tokens.TryGetValue(token, out var holder) && Moderates(holder) == c.Moderates
                : c.SessionId is { } session && sessions.TryGetValue(session, out holder) && Moderates(holder) == c.Moderates && holder.SecurityStamp == c.SecurityStamp));
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
                      select new { token.Id, Holder = new SessionHolder(user.Id, user.SecurityStamp, user.Role) };
        return await holders.ToDictionaryAsync(t => t.Id, t => t.Holder, ct);
    }

    async Task<Dictionary<Guid, SessionHolder>> HoldersOfSessions(Guid[] ids, CancellationToken ct)
    {
        if (ids.Length == 0) return [];
        var holders = from session in db.Sessions
                      where ids.Contains(session.Id)
                      join user in db.Users on session.UserId equals user.Id
                      select new { session.Id, Holder = new SessionHolder(user.Id, user.SecurityStamp, user.Role) };
        return await holders.ToDictionaryAsync(s => s.Id, s => s.Holder, ct);
    }

    static bool Moderates(SessionHolder holder) => holder.Role != UserRole.Member;
}
