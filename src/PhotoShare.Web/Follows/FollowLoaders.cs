using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

public sealed class FollowerCounts(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, int>(databases, async (db, viewer, ids, ct) =>
    await db.Follows.CountedFor(viewer).Where(f => ids.Contains(f.FolloweeId)).GroupBy(f => f.FolloweeId)
        .Select(f => new { f.Key, Count = f.Count() }).ToDictionaryAsync(f => f.Key, f => f.Count, ct), 0);

public sealed class FollowingCounts(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, int>(databases, async (db, viewer, ids, ct) =>
    await db.Follows.CountedFor(viewer).Where(f => ids.Contains(f.FollowerId)).GroupBy(f => f.FollowerId)
        .Select(f => new { f.Key, Count = f.Count() }).ToDictionaryAsync(f => f.Key, f => f.Count, ct), 0);

/// <summary>Whether the viewer follows somebody.</summary>
public sealed class ViewerFollows(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, FollowStatus>(databases, async (db, viewer, ids, ct) =>
    viewer.Id is not { } me ? new Dictionary<Guid, FollowStatus>()
    : await db.Follows.Where(f => f.FollowerId == me && ids.Contains(f.FolloweeId))
        .ToDictionaryAsync(f => f.FolloweeId, f => f.AcceptedAt is null ? FollowStatus.Requested : FollowStatus.Following, ct), FollowStatus.None);

/// <summary>Whether somebody follows the viewer.</summary>
public sealed class FollowersOfViewer(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, bool>(databases, async (db, viewer, ids, ct) =>
    viewer.Id is not { } me ? new Dictionary<Guid, bool>()
    : await db.Follows.Where(f => f.FolloweeId == me && ids.Contains(f.FollowerId) && f.AcceptedAt != null)
        .ToDictionaryAsync(f => f.FollowerId, _ => true, ct), false);

/// <summary>A follow, with the person at the other end of it.</summary>
public sealed class FollowOfPerson
{
    public required Guid Id { get; init; }

    /// <summary>Whose list it is in.</summary>
    public required Guid Of { get; init; }
    public required DateTime At { get; init; }
    public required User Person { get; init; }
}

public sealed class FollowersOfUser(IDbContextFactory<PhotoShareDb> databases) : ConnectionLoader<Guid, FollowOfPerson>(databases,
    (db, viewer) => db.Follows.VisibleTo(viewer).Where(f => f.AcceptedAt != null)
        .Join(db.Users.VisibleTo(viewer), f => f.FollowerId, u => u.Id, (f, u) => new FollowOfPerson { Id = f.Id, Of = f.FolloweeId, At = f.AcceptedAt ?? f.CreatedAt, Person = u }),
    follow => follow.Of, follow => follow.Id, newestFirst: true);

/// <summary>Of somebody's followers, those whom the viewer follows.</summary>
public sealed class MutualFollowersOfUser(IDbContextFactory<PhotoShareDb> databases) : ConnectionLoader<Guid, FollowOfPerson>(databases,
    (db, viewer) => db.Follows.VisibleTo(viewer)
        .Where(f => f.AcceptedAt != null && viewer.Id != null && db.Follows.Any(mine => mine.FollowerId == viewer.Id && mine.FolloweeId == f.FollowerId && mine.AcceptedAt != null))
        .Join(db.Users.VisibleTo(viewer), f => f.FollowerId, u => u.Id, (f, u) => new FollowOfPerson { Id = f.Id, Of = f.FolloweeId, At = f.AcceptedAt ?? f.CreatedAt, Person = u }),
    follow => follow.Of, follow => follow.Id, newestFirst: true);

public sealed class FollowingOfUser(IDbContextFactory<PhotoShareDb> databases) : ConnectionLoader<Guid, FollowOfPerson>(databases,
    (db, viewer) => db.Follows.VisibleTo(viewer).Where(f => f.AcceptedAt != null)
        .Join(db.Users.VisibleTo(viewer), f => f.FolloweeId, u => u.Id, (f, u) => new FollowOfPerson { Id = f.Id, Of = f.FollowerId, At = f.AcceptedAt ?? f.CreatedAt, Person = u }),
    follow => follow.Of, follow => follow.Id, newestFirst: true);

/// <summary>Who has asked to follow the viewer.</summary>
public sealed class RequestsOfUser(IDbContextFactory<PhotoShareDb> databases) : ConnectionLoader<Guid, FollowOfPerson>(databases,
    (db, viewer) => db.Follows.VisibleTo(viewer).Where(f => f.FolloweeId == viewer.Id && f.AcceptedAt == null)
        .Join(db.Users.VisibleTo(viewer), f => f.FollowerId, u => u.Id, (f, u) => new FollowOfPerson { Id = f.Id, Of = f.FolloweeId, At = f.CreatedAt, Person = u }),
    follow => follow.Of, follow => follow.Id, newestFirst: true);
