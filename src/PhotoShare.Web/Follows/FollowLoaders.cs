using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

public sealed class FollowerCounts(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, int>(databases, Query, 0)
{
    static readonly CompiledQuery<Guid, Keyed<Guid, int>> Query = new((db, viewer, ids) =>
        db.CountedPeople(viewer).Where(person => ids.Contains(person.Id)).Select(person => new Keyed<Guid, int>(person.Id, person.Followers)));
}

public sealed class FollowingCounts(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, int>(databases, Query, 0)
{
    static readonly CompiledQuery<Guid, Keyed<Guid, int>> Query = new((db, viewer, ids) =>
        db.CountedPeople(viewer).Where(person => ids.Contains(person.Id)).Select(person => new Keyed<Guid, int>(person.Id, person.Following)));
}

/// <summary>A follow, with the person at the other end of it.</summary>
public sealed class FollowOfPerson
{
    public required Guid Id { get; init; }

    /// <summary>Whose list it is in.</summary>
    public required Guid Of { get; init; }
    public required DateTime At { get; init; }
    public required KnownPerson Person { get; init; }
}

public sealed class FollowersOfUser(IDbContextFactory<PhotoShareDb> databases) : ConnectionLoader<Guid, FollowOfPerson>(databases,
    (db, viewer) => db.Follows.VisibleTo(viewer).Where(f => f.AcceptedAt != null)
        .Join(db.People.VisibleTo(viewer), f => f.FollowerId, u => u.Id, (f, u) => new FollowOfPerson { Id = f.Id, Of = f.FolloweeId, At = f.AcceptedAt ?? f.CreatedAt, Person = u }),
    follow => follow.Of, follow => follow.Id, newestFirst: true);

/// <summary>Of somebody's followers, those whom the viewer follows.</summary>
public sealed class MutualFollowersOfUser(IDbContextFactory<PhotoShareDb> databases) : ConnectionLoader<Guid, FollowOfPerson>(databases,
    (db, viewer) => db.Follows.VisibleTo(viewer)
        .Where(f => f.AcceptedAt != null && viewer.Id != null && db.Follows.Any(mine => mine.FollowerId == viewer.Id && mine.FolloweeId == f.FollowerId && mine.AcceptedAt != null))
        .Join(db.People.VisibleTo(viewer), f => f.FollowerId, u => u.Id, (f, u) => new FollowOfPerson { Id = f.Id, Of = f.FolloweeId, At = f.AcceptedAt ?? f.CreatedAt, Person = u }),
    follow => follow.Of, follow => follow.Id, newestFirst: true);

public sealed class FollowingOfUser(IDbContextFactory<PhotoShareDb> databases) : ConnectionLoader<Guid, FollowOfPerson>(databases,
    (db, viewer) => db.Follows.VisibleTo(viewer).Where(f => f.AcceptedAt != null)
        .Join(db.People.VisibleTo(viewer), f => f.FolloweeId, u => u.Id, (f, u) => new FollowOfPerson { Id = f.Id, Of = f.FollowerId, At = f.AcceptedAt ?? f.CreatedAt, Person = u }),
    follow => follow.Of, follow => follow.Id, newestFirst: true);

/// <summary>Who has asked to follow the viewer.</summary>
public sealed class RequestsOfUser(IDbContextFactory<PhotoShareDb> databases) : ConnectionLoader<Guid, FollowOfPerson>(databases,
    (db, viewer) => db.Follows.VisibleTo(viewer).Where(f => f.FolloweeId == viewer.Id && f.AcceptedAt == null)
        .Join(db.People.VisibleTo(viewer), f => f.FollowerId, u => u.Id, (f, u) => new FollowOfPerson { Id = f.Id, Of = f.FolloweeId, At = f.CreatedAt, Person = u }),
    follow => follow.Of, follow => follow.Id, newestFirst: true);
