namespace PhotoShare;

static class Apart
{
    /// <summary>
    /// The people with whom somebody has a block between them, whoever of the two made it. Each direction is a range of an index, and
    /// the whole does not depend on the row that it is asked about, so a database finds these few once for a statement.
    /// </summary>
    internal static IQueryable<Guid> ApartFrom(this PhotoShareDb db, Guid me) =>
        db.Blocks.Where(b => b.BlockedId == me).Select(b => b.BlockerId).Concat(db.Blocks.Where(b => b.BlockerId == me).Select(b => b.BlockedId));

    /// <summary>The people to show to somebody who did not ask for them by name: nobody with a block between the two, whoever made it.</summary>
    internal static IQueryable<User> Approachable(this PhotoShareDb db, Viewer viewer)
    {
        if (viewer.Id is not { } me) return db.Users.VisibleTo(viewer);
        var apart = db.ApartFrom(me);
        return db.Users.VisibleTo(viewer).Where(user => !apart.Contains(user.Id));
    }
}
