using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

/// <summary>
/// That whoever sits at a signed-in browser is still its person. Asked before what neither a stranger at an open screen nor the thief of a
/// cookie may do: make other ways in, take them away, carry everything off, delete the account. To have just signed in is to have confirmed it.
/// </summary>
public sealed class Confirmations(PhotoShareDb db, Accounts accounts)
{
    /// <summary>How long one holds.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>Refuses what needs one.</summary>
    public const string NeededCode = "CONFIRMATION_NEEDED";

    /// <summary>Whether the session was confirmed a short while ago. An access token never is: what is stolen from a program must not make more of itself.</summary>
    /// <param name="sessionId">The browser's session; <c>null</c> for who came by a token.</param>
    public Task<bool> Holds(Viewer viewer, Guid? sessionId, CancellationToken ct)
    {
        var since = DateTime.UtcNow - Lifetime;
        return db.Sessions.VisibleTo(viewer).AnyAsync(s => s.Id == sessionId && s.ConfirmedAt > since, ct);
    }

    /// <summary>Refuses unless it <see cref="Holds"/>.</summary>
    public async Task Require(Viewer viewer, Guid? sessionId, CancellationToken ct)
    {
        if (await Holds(viewer, sessionId, ct)) return;
        throw sessionId is null
            ? new Refused(NeededCode, "An access token cannot do this. Sign in with a browser, or give the password where it is asked for.", kind: RefusalKind.Forbidden)
            : new Refused(NeededCode, "Confirm first that it is you.", kind: RefusalKind.Forbidden);
    }

    /// <summary>Confirms a session by the password, and by a code where signing in takes two steps. Wrong ones count like those of a sign-in.</summary>
    /// <returns>Until when it holds.</returns>
    public async Task<DateTime> Confirm(Viewer viewer, Guid? sessionId, string password, string? code, CancellationToken ct)
    {
        if (sessionId is null) throw Refused.Forbidden("An access token cannot be confirmed, a browser's session can.");
        await accounts.CheckPassword(viewer, password, ct);
        var me = viewer.Required;
        var user = await db.Users.SingleAsync(u => u.Id == me, ct);
        if (user.TwoFactorEnabled) await accounts.CheckCode(user, code, ct);
        return await Note(viewer, sessionId.Value, ct);
    }

    /// <summary>Notes that a session's person showed that it is they, in a way that the door checked.</summary>
    /// <returns>Until when it holds.</returns>
    public async Task<DateTime> Note(Viewer viewer, Guid sessionId, CancellationToken ct)
    {
        var (me, now) = (viewer.Required, DateTime.UtcNow);
        await db.Sessions.Where(s => s.Id == sessionId && s.UserId == me).ExecuteUpdateAsync(set => set.SetProperty(s => s.ConfirmedAt, now), ct);
        return now + Lifetime;
    }
}
