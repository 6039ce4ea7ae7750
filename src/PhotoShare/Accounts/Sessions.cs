using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>The browsers in which somebody is signed in: begun, found again by each request, ended at once on every server.</summary>
public sealed class Sessions(PhotoShareDb db)
{
    /// <param name="userAgent">What the browser says of itself.</param>
    public async Task<Session> Start(User user, string? userAgent, CancellationToken ct)
    {
        var session = new Session { UserId = user.Id, Client = Browsers.NameOf(userAgent) };
        db.Add(session);
        await db.SaveChangesAsync(ct);
        return session;
    }

    /// <summary>Whose session it is, and notes that they were here; <c>null</c> for one that has ended.</summary>
    public async Task<SessionHolder?> Find(Guid sessionId, CancellationToken ct)
    {
        var now = DateTime.UtcNow;
        var found = await (from session in db.Sessions
                           where session.Id == sessionId
                           join user in db.Users on session.UserId equals user.Id
                           select new { session.LastSeenAt, Holder = new SessionHolder(user.Id, user.SecurityStamp, user.Role) }).SingleOrDefaultAsync(ct);
        if (found is not null && now - found.LastSeenAt > TimeSpan.FromMinutes(1))
            await db.Sessions.Where(s => s.Id == sessionId).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now), ct);
        return found?.Holder;
    }

    /// <summary>Ends the session of a browser that signs out.</summary>
    public Task End(Guid sessionId, CancellationToken ct) => db.Sessions.Where(s => s.Id == sessionId).ExecuteDeleteAsync(ct);

    /// <summary>Ends one of one's own sessions, wherever it is.</summary>
    public async Task Revoke(Viewer viewer, Guid sessionId, CancellationToken ct)
    {
        var me = viewer.Required;
        if (await db.Sessions.Where(s => s.Id == sessionId && s.UserId == me).ExecuteDeleteAsync(ct) == 0)
            throw Refused.NotFound("There is no such session.", "sessionId");
    }
}

/// <summary>Who is signed in by a session.</summary>
/// <param name="SecurityStamp">What changes with a password; a cookie with another one holds no longer.</param>
public sealed record SessionHolder(Guid UserId, string? SecurityStamp, UserRole Role);

public static class SessionVisibility
{
    /// <summary>One's own sessions.</summary>
    public static IQueryable<Session> VisibleTo(this DbSet<Session> sessions, Viewer viewer) => sessions.AsNoTracking().Where(s => s.UserId == viewer.Id);
}
