using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

partial class ViewerNode
{
    /// <summary>The browsers in which you are signed in, the latest first.</summary>
    public IDataLoaderResult<IEnumerable<SessionNode>> Sessions([FromServices] SessionsOfUser sessions, [Me] Viewer me) =>
        sessions.Load(me, user.Id).Then(rows => rows.Select(session => new SessionNode(session)));
}

/// <summary>A browser in which you are signed in.</summary>
[Name("Session"), Unscoped]
public sealed class SessionNode(Session session)
{
    internal const string Type = "Session";

    /// <summary>Names it for revokeSession.</summary>
    public GlobalId Id => new(Type, session.Id);

    /// <summary>What the browser says it is, e.g. Firefox on Linux.</summary>
    public string Client => session.Client;

    /// <summary>When you signed in.</summary>
    public DateTime CreatedAt => session.CreatedAt;

    /// <summary>When it was last used, to the minute.</summary>
    public DateTime LastSeenAt => session.LastSeenAt;

    /// <summary>Whether this is the one that asks.</summary>
    public bool IsCurrent(IResolveFieldContext field) => GraphContext.Of(field).SessionId == session.Id;
}

partial class Mutation
{
    /// <summary>Signs one of your browsers out, at once and wherever it is.</summary>
    [SignedIn, Unscoped]
    public static Task<RevokeSessionPayload> RevokeSession([FromServices] Sessions sessions, [Me] Viewer me, RevokeSessionInput input, CancellationToken ct) =>
        Payload.Of(input, async () =>
        {
            await sessions.Revoke(me, input.SessionId.KeyOf(SessionNode.Type, "sessionId"), ct);
            return new RevokeSessionPayload { RevokedSessionId = input.SessionId };
        });
}

/// <summary>Which session to end.</summary>
public sealed class RevokeSessionInput : MutationInput
{
    /// <summary>The session's id.</summary>
    public required GlobalId SessionId { get; init; }
}

/// <summary>What revokeSession answers.</summary>
[Refuses(typeof(ValidationError), typeof(NotFoundError))]
public sealed class RevokeSessionPayload : Payload
{
    /// <summary>The id that names a session no longer.</summary>
    public GlobalId? RevokedSessionId { get; init; }
}

public sealed class SessionsOfUser(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, IReadOnlyList<Session>>(databases, async (db, viewer, ids, ct) =>
    (await db.Sessions.VisibleTo(viewer).Where(s => ids.Contains(s.UserId)).OrderByDescending(s => s.Id).ToListAsync(ct))
        .GroupBy(s => s.UserId).ToDictionary(s => s.Key, IReadOnlyList<Session> (s) => [.. s]), []);
