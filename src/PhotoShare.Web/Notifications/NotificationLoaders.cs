using GraphQL.DataLoader;
using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

static class NotificationOrders
{
    /// <summary>By the number that each got under its recipient's lock when it last changed.</summary>
    public static readonly RowOrder<Notification> Latest = RowOrder.Descending((Notification notification) => notification.Position);
}

public sealed class NotificationById(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, Notification?>(databases, Query, null)
{
    static readonly CompiledQuery<Guid, Keyed<Guid, Notification?>> Query = new((db, viewer, ids) =>
        db.Notifications.VisibleTo(viewer).Where(n => ids.Contains(n.Id)).Select(n => new Keyed<Guid, Notification?>(n.Id, n)));
}

public sealed class NotificationsOfUser(IDbContextFactory<PhotoShareDb> databases) : ConnectionLoader<Guid, Notification>(databases,
    (db, viewer) => db.Notifications.VisibleTo(viewer), notification => notification.RecipientId, NotificationOrders.Latest)
{
    internal static readonly RowFilter<Notification> Unread = new("unread", notification => notification.ReadAt == null);
}

public sealed class UnreadNotifications(IDbContextFactory<PhotoShareDb> databases) : RowLoader<Guid, int>(databases, Query, 0)
{
    static readonly CompiledQuery<Guid, Keyed<Guid, int>> Query = new((db, viewer, ids) =>
        db.Notifications.VisibleTo(viewer).Where(n => ids.Contains(n.RecipientId) && n.ReadAt == null).GroupBy(n => n.RecipientId).Select(n => new Keyed<Guid, int>(n.Key, n.Count())));
}

/// <summary>They are counted for those notifications alone of which not all causes were read to find the last ones.</summary>
public sealed class NotificationActorCounts(IDbContextFactory<PhotoShareDb> databases, NotificationActors actors) : RowLoader<Guid, int>(databases, async (db, viewer, ids, ct) =>
{
    var counts = new Dictionary<Guid, int>();
    // All are asked for before the first is waited for, which sends off what was.
    List<IDataLoaderResult<ActorsOfNotification>> asked = [.. ids.Select(id => actors.Load(viewer, id))];
    foreach (var (id, of) in ids.Zip(await Task.WhenAll(asked.Select(one => one.GetResultAsync(ct)))))
        if (of.Count is { } all) counts[id] = all;
    List<Guid> more = [.. ids.Where(id => !counts.ContainsKey(id))];
    if (more.Count > 0)
        foreach (var row in await Query.Rows(db, viewer, more, ct)) counts[row.Key] = row.Value;
    return counts;
}, 0)
{
    static readonly CompiledQuery<Guid, Keyed<Guid, int>> Query = new((db, viewer, ids) =>
        db.NotificationCauses.VisibleTo(viewer).Where(c => c.ActorId != null && ids.Contains(c.NotificationId!.Value)).GroupBy(c => c.NotificationId!.Value)
            .Select(c => new Keyed<Guid, int>(c.Key, c.Select(cause => cause.ActorId).Distinct().Count())));
}

/// <summary>Who did something.</summary>
/// <param name="Latest">The last of them, the latest first.</param>
/// <param name="Count">How many they are; <c>null</c> if there may be more than were looked at.</param>
public sealed record ActorsOfNotification(IReadOnlyList<IPerson> Latest, int? Count);

public sealed class NotificationActors(IDbContextFactory<PhotoShareDb> databases, UserById users) : RowLoader<Guid, ActorsOfNotification>(databases, async (db, viewer, ids, ct) =>
{
    var latest = db.LooksUpEach ? await OneByOne.Rows(db, viewer, ids, ct) : [.. (await Together.Rows(db, viewer, ids, ct)).SelectMany(of => of)];
    foreach (var actor in latest.Select(c => c.Actor).DistinctBy(user => user.Id)) users.Prime(viewer, actor.Id, actor);
    return latest.GroupBy(c => c.Notification).ToDictionary(of => of.Key, of =>
    {
        List<KnownPerson> all = [.. of.OrderByDescending(c => c.Id).Select(c => c.Actor).DistinctBy(user => user.Id)];
        return new ActorsOfNotification([.. all.Take(Most)], of.Count() < Looked ? all.Count : null);
    });
}, new([], 0))
{
    /// <summary>People that are shown of a notification.</summary>
    internal const int Most = 3;

    const int Looked = 24;

    /// <summary>Of each notification the last few causes: enough to find the people in unless one of them has been very busy.</summary>
    static readonly CompiledQuery<Guid, ActorOfCause> OneByOne = new((db, viewer, ids) =>
    {
        var (me, causes) = (viewer.Id, Causes(db, viewer));
        // The second condition is true of all: with the first alone Entity Framework numbers all causes that there are (see LatelyTopCommentsOfPost).
        return db.Notifications.Where(n => n.RecipientId == me && ids.Contains(n.Id))
            .SelectMany(n => causes.Where(c => c.Notification == n.Id && c.Id != n.Id).OrderByDescending(c => c.Id).Take(Looked));
    });

    /// <summary>The same where a database can't look up one after the other.</summary>
    static readonly CompiledQuery<Guid, List<ActorOfCause>> Together = new((db, viewer, ids) =>
        Causes(db, viewer).Where(c => ids.Contains(c.Notification)).GroupBy(c => c.Notification).Select(of => of.OrderByDescending(c => c.Id).Take(Looked).ToList()));

    static IQueryable<ActorOfCause> Causes(PhotoShareDb db, Viewer viewer) => db.NotificationCauses.VisibleTo(viewer).Where(c => c.ActorId != null)
        .Join(db.People.VisibleTo(viewer), c => c.ActorId, u => u.Id, (c, user) => new ActorOfCause { Id = c.Id, Notification = c.NotificationId!.Value, Actor = user });

    sealed class ActorOfCause
    {
        public required Guid Id { get; init; }
        public required Guid Notification { get; init; }
        public required KnownPerson Actor { get; init; }
    }
}
