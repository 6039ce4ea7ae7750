using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

static class Mentions
{
    /// <summary>The people whom somebody may name so that it reaches them: as they chose, and nobody with whom there is a block between them.</summary>
    internal static IQueryable<User> MentionableBy(this PhotoShareDb db, Guid me)
    {
        var apart = db.ApartFrom(me);
        return db.Users.AsNoTracking().Where(u => !apart.Contains(u.Id) && (u.Id == me
            || u.WhoCanMention == Audience.Everyone
            || (u.WhoCanMention == Audience.Following && db.Follows.Any(f => f.FollowerId == u.Id && f.FolloweeId == me && f.AcceptedAt != null))));
    }
}
