using GraphQL;
using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

partial class UserNode
{
    /// <summary>Whether you blocked them. Whether they blocked you is not told: then they are not there for you.</summary>
    public IDataLoaderResult<bool> ViewerHasBlocked([FromServices] StandingToUser standing, [Me] Viewer me) => standing.Load(me, user.Id).Then(of => of.IsBlocked);

    /// <summary>Whether you muted them.</summary>
    public IDataLoaderResult<bool> ViewerHasMuted([FromServices] StandingToUser standing, [Me] Viewer me) => standing.Load(me, user.Id).Then(of => of.IsMuted);

    /// <summary>Whether you restricted them.</summary>
    public IDataLoaderResult<bool> ViewerHasRestricted([FromServices] StandingToUser standing, [Me] Viewer me) => standing.Load(me, user.Id).Then(of => of.IsRestricted);

    /// <summary>Whether you may follow them, or ask to: anybody but yourself and whom you blocked.</summary>
    public IDataLoaderResult<bool> ViewerCanFollow([FromServices] StandingToUser standing, [Me] Viewer me) =>
        me.IsSignedIn && me.Id != user.Id ? standing.Load(me, user.Id).Then(of => !of.IsApart) : LoaderResults.Ready(false);
}

partial class ViewerNode
{
    /// <summary>The people whom you blocked, the latest first.</summary>
    public IDataLoaderResult<FollowingConnection> BlockedUsers([FromServices] BlockedByUser blocked, [Me] Viewer me, int? first, string? after, int? last, string? before) =>
        blocked.Load(me, user.Id, PageRequest.Of(first, after, last, before)).Then(page => new FollowingConnection(page));

    /// <summary>The people whom you muted, the latest first.</summary>
    public IDataLoaderResult<FollowingConnection> MutedUsers([FromServices] MutedByUser muted, [Me] Viewer me, int? first, string? after, int? last, string? before) =>
        muted.Load(me, user.Id, PageRequest.Of(first, after, last, before)).Then(page => new FollowingConnection(page));

    /// <summary>The people whom you restricted, the latest first.</summary>
    public IDataLoaderResult<FollowingConnection> RestrictedUsers([FromServices] RestrictedByUser restricted, [Me] Viewer me, int? first, string? after, int? last, string? before) =>
        restricted.Load(me, user.Id, PageRequest.Of(first, after, last, before)).Then(page => new FollowingConnection(page));
}

/// <summary>How a viewer and somebody stand to each other, all in one statement: who asks for one of it, asks for most.</summary>
/// <param name="IsApart">Whether there is a block between them, whoever made it.</param>
/// <param name="Follows">How the viewer follows them.</param>
/// <param name="IsFollower">Whether they follow the viewer.</param>
public sealed record Standing(bool IsBlocked, bool IsMuted, bool IsRestricted, bool IsApart, FollowStatus Follows, bool IsFollower);

public sealed class StandingToUser(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, Standing>(databases, Query, new Standing(false, false, false, false, FollowStatus.None, false))
{
    static readonly CompiledQuery<Guid, Keyed<Guid, Standing>> Query = new((db, viewer, ids) =>
    {
        var me = viewer.Id;
        return db.Users.Where(u => me != null && ids.Contains(u.Id)).Select(u => new Keyed<Guid, Standing>(u.Id, new Standing(
            db.Blocks.Any(b => b.BlockerId == me && b.BlockedId == u.Id),
            db.Mutes.Any(m => m.MuterId == me && m.MutedId == u.Id),
            db.Restrictions.Any(r => r.RestricterId == me && r.RestrictedId == u.Id),
            db.Blocks.Any(b => (b.BlockerId == me && b.BlockedId == u.Id) || (b.BlockerId == u.Id && b.BlockedId == me)),
            db.Follows.Any(f => f.FollowerId == me && f.FolloweeId == u.Id && f.AcceptedAt != null) ? FollowStatus.Following
                : db.Follows.Any(f => f.FollowerId == me && f.FolloweeId == u.Id) ? FollowStatus.Requested : FollowStatus.None,
            db.Follows.Any(f => f.FollowerId == u.Id && f.FolloweeId == me && f.AcceptedAt != null))));
    });
}

/// <summary>The viewer's own blocks.</summary>
public sealed class BlockedByUser(IDbContextFactory<PhotoShareDb> databases) : ConnectionLoader<Guid, FollowOfPerson>(databases,
    (db, viewer) => db.Blocks.Where(b => b.BlockerId == viewer.Id)
        .Join(db.People.VisibleTo(viewer), b => b.BlockedId, u => u.Id, (b, u) => new FollowOfPerson { Id = b.Id, Of = b.BlockerId, At = b.CreatedAt, Person = u }),
    block => block.Of, block => block.Id, newestFirst: true);

/// <summary>The viewer's own mutes.</summary>
public sealed class MutedByUser(IDbContextFactory<PhotoShareDb> databases) : ConnectionLoader<Guid, FollowOfPerson>(databases,
    (db, viewer) => db.Mutes.Where(m => m.MuterId == viewer.Id)
        .Join(db.People.VisibleTo(viewer), m => m.MutedId, u => u.Id, (m, u) => new FollowOfPerson { Id = m.Id, Of = m.MuterId, At = m.CreatedAt, Person = u }),
    mute => mute.Of, mute => mute.Id, newestFirst: true);

/// <summary>The viewer's own restrictions.</summary>
public sealed class RestrictedByUser(IDbContextFactory<PhotoShareDb> databases) : ConnectionLoader<Guid, FollowOfPerson>(databases,
    (db, viewer) => db.Restrictions.Where(r => r.RestricterId == viewer.Id)
        .Join(db.People.VisibleTo(viewer), r => r.RestrictedId, u => u.Id, (r, u) => new FollowOfPerson { Id = r.Id, Of = r.RestricterId, At = r.CreatedAt, Person = u }),
    restriction => restriction.Of, restriction => restriction.Id, newestFirst: true);
