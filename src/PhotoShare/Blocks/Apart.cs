using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

public static class Apart
{
    /// <summary>
    /// The people of whom somebody sees nothing: those with a block between the two, whoever made it, and those who are banned or
    /// about to leave. Each part is a range of an index, and the whole does not depend on the row that it is asked about, so a database finds
    /// these few once for a statement.
    /// </summary>
    internal static IQueryable<Guid> ApartFrom(this PhotoShareDb db, Guid me) =>
        db.Blocks.Where(b => b.BlockedId == me).Select(b => b.BlockerId).Concat(db.Blocks.Where(b => b.BlockerId == me).Select(b => b.BlockedId)).Concat(db.KeptOut());

    /// <summary>The same for a visitor too.</summary>
    internal static IQueryable<Guid> ApartFrom(this PhotoShareDb db, Viewer viewer) => viewer.Id is { } me ? db.ApartFrom(me) : db.KeptOut();

    /// <summary>The people whom moderators keep out, and those who are about to leave.</summary>
    static IQueryable<Guid> KeptOut(this PhotoShareDb db) =>
        db.Users.Where(user => user.BannedAt != null).Select(user => user.Id).Concat(db.Users.Where(user => user.LeavesAt != null).Select(user => user.Id));

    /// <summary>The people to show to somebody who did not ask for them by name: nobody with a block between the two, whoever made it, and nobody who is banned.</summary>
    public static IQueryable<User> Approachable(this PhotoShareDb db, Viewer viewer)
    {
        // Of those whom a viewer may know of nobody else is left: to ask both would have a database expect still fewer than there are.
        if (viewer.Id is not { } me) return db.Users.VisibleTo(viewer);
        var apart = db.ApartFrom(me);
        return db.Users.AsNoTracking().Where(user => !apart.Contains(user.Id));
    }
}
