using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

public static class Apart
{
    /// <summary>
    /// The people of whom somebody sees nothing: those with a block between the two, whoever made it, and those who are banned or
    /// about to leave. Some of them twice. A range of one index, which does not depend on the row that it is asked about, so a database finds these few
    /// once for a statement.
    /// </summary>
    internal static IQueryable<Guid> ApartFrom(this PhotoShareDb db, Guid me) =>
        db.UnseenPeople.Where(unseen => new[] { me, Guid.Empty }.Contains(unseen.ViewerId)).Select(unseen => unseen.PersonId);

    /// <summary>The same for a visitor too.</summary>
    internal static IQueryable<Guid> ApartFrom(this PhotoShareDb db, Viewer viewer) =>
        viewer.Id is { } me ? db.ApartFrom(me) : db.UnseenPeople.Where(unseen => unseen.ViewerId == Guid.Empty).Select(unseen => unseen.PersonId);

    /// <summary>The people to show to somebody who did not ask for them by name: nobody with a block between the two, whoever made it, and nobody who is banned.</summary>
    public static IQueryable<User> Approachable(this PhotoShareDb db, Viewer viewer)
    {
        // Of those whom a viewer may know of nobody else is left: to ask both would have a database expect still fewer than there are.
        if (viewer.Id is not { } me) return db.Users.VisibleTo(viewer);
        var apart = db.ApartFrom(me);
        return db.Users.AsNoTracking().Where(user => !apart.Contains(user.Id));
    }
}
