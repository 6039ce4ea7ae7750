using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>The browsers in which somebody is signed in: begun, found again by each request, ended at once on every server.</summary>
public sealed class Sessions(PhotoShareDb db, Audit audit, Whereabouts whereabouts, IEventBus events)
{
    /// <param name="userAgent">What the browser says of itself.</param>
    /// <param name="isKnown">Whether this person signed in by this browser before. Of a new one they are told, but of their very first.</param>
    public async Task<Session> Start(User user, string? userAgent, CancellationToken ct, bool isKnown = true)
    {
        var id = RowId.Next();
        var session = new Session { Id = id, UserId = user.Id, Client = Browsers.NameOf(userAgent), SealedPlace = await whereabouts.Sealed(user.Id, id, ct) };
        db.Add(session);
        var isAnew = !isKnown && await db.AuditEvents.AnyAsync(e => e.PersonId == user.Id && (e.Kind == AuditKind.SignedIn || e.Kind == AuditKind.SignedInAnew), ct);
        await audit.Note(Viewer.Of(user), isAnew ? AuditKind.SignedInAnew : AuditKind.SignedIn, ct);
        await db.SaveChangesAsync(ct);
        if (isAnew) await events.Publish(new MailQueued(), ct);
        await db.NoteActive(user.Id, ct);
        return session;
    }

    /// <summary>Whose session it is, and notes that they were here; <c>null</c> for one that has ended.</summary>
    public async Task<SessionHolder?> Find(Guid sessionId, CancellationToken ct)
    {
        var now = DateTime.UtcNow;
        var rows = await CompiledQueries.Rows(db, Viewer.Anonymous, typeof(Sessions), [sessionId, now - Session.Idle, now - Session.Longest], (_, values) =>
        {
            var (id, seen, begun) = ((Guid)values[0]!, (DateTime)values[1]!, (DateTime)values[2]!);
            return from session in db.Sessions.Holding(seen, begun)
                   where session.Id == id
                   join user in db.Users on session.UserId equals user.Id
                   where user.BannedAt == null && user.LeavesAt == null
                   select new { session.LastSeenAt, Holder = new SessionHolder(user.Id, user.SecurityStamp, user.Role) };
        }, ct);
        if (rows is not [var found]) return null;
        if (found.LastSeenAt.Date != now.Date) await db.NoteActive(found.Holder.UserId, ct);
        if (now - found.LastSeenAt > TimeSpan.FromMinutes(1))
        {
            var place = await whereabouts.Sealed(found.Holder.UserId, sessionId, ct);
            await db.Sessions.Where(s => s.Id == sessionId).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now).SetProperty(s => s.SealedPlace, s => place ?? s.SealedPlace), ct);
        }
        return found.Holder;
    }

    /// <summary>Deletes those that have ended by themselves. Run now and then by a worker.</summary>
    public async Task<int> Forget(CancellationToken ct)
    {
        var now = DateTime.UtcNow;
        return await db.Sessions.Where(s => s.LastSeenAt <= now - Session.Idle || s.CreatedAt <= now - Session.Longest).ExecuteDeleteAsync(ct);
    }

    /// <summary>Ends the session of a browser that signs out.</summary>
    public Task End(Guid sessionId, CancellationToken ct) => db.Sessions.Where(s => s.Id == sessionId).ExecuteDeleteAsync(ct);

    /// <summary>Ends one of one's own sessions, wherever it is.</summary>
    public async Task Revoke(Viewer viewer, Guid sessionId, CancellationToken ct)
    {
        var me = viewer.Required;
        await db.Atomically(async () =>
        {
            if (await db.Sessions.Where(s => s.Id == sessionId && s.UserId == me).ExecuteDeleteAsync(ct) == 0) throw Refused.NotFound("There is no such session.", "sessionId");
            await audit.Note(viewer, AuditKind.SessionRevoked, ct);
            await db.SaveChangesAsync(ct);
        }, ct);
    }

    /// <summary>Ends all of one's own sessions, on every server, but one. Gives how many.</summary>
    /// <param name="kept">The one that stays, of who asks; without one none does.</param>
    public async Task<int> RevokeOthers(Viewer viewer, Guid? kept, CancellationToken ct)
    {
        var me = viewer.Required;
        return await db.Atomically(async () =>
        {
            if (kept is not null && !await db.Sessions.AnyAsync(s => s.Id == kept && s.UserId == me, ct)) throw Refused.NotFound("There is no such session.", "sessionId");
            var ended = await db.Sessions.Where(s => s.UserId == me && s.Id != kept).ExecuteDeleteAsync(ct);
            if (ended > 0) await audit.Note(viewer, AuditKind.SignedOutEverywhere, ct, details: $"{ended} sessions");
            await db.SaveChangesAsync(ct);
            return ended;
        }, ct);
    }
}

/// <summary>Who is signed in by a session.</summary>
/// <param name="SecurityStamp">What changes with a password; a cookie with another one holds no longer.</param>
public sealed record SessionHolder(Guid UserId, string? SecurityStamp, UserRole Role);

public static class SessionVisibility
{
    /// <summary>One's own sessions.</summary>
    public static IQueryable<Session> VisibleTo(this DbSet<Session> sessions, Viewer viewer) => sessions.AsNoTracking().Holding(DateTime.UtcNow).Where(s => s.UserId == viewer.Id);

    /// <summary>Those that have not ended by themselves: of a browser that came lately, and not for ever.</summary>
    internal static IQueryable<Session> Holding(this IQueryable<Session> sessions, DateTime now) => sessions.Holding(now - Session.Idle, now - Session.Longest);

    internal static IQueryable<Session> Holding(this IQueryable<Session> sessions, DateTime seen, DateTime begun) => sessions.Where(s => s.LastSeenAt > seen && s.CreatedAt > begun);
}
