using Microsoft.EntityFrameworkCore;

namespace PhotoShare.Web;

/// <summary>The head of a profile.</summary>
/// <param name="PostCount">Posts that the viewer may see.</param>
/// <param name="ViewerSeesPosts">Whether the account is open to the viewer: public, their own, or one that accepted them.</param>
public sealed record Profile(Person Person, string? Bio, int PostCount, int FollowerCount, int FollowingCount, FollowStatus Status, bool FollowsViewer, bool ViewerSeesPosts, bool ViewerHasBlocked, bool ViewerHasMuted, bool ViewerHasRestricted);

static class Profiles
{
    /// <summary>Somebody's profile in one statement; <c>null</c> when there is nobody of that name.</summary>
    internal static async Task<Profile?> ProfileOf(this PhotoShareDb db, Viewer viewer, string username, CancellationToken ct)
    {
        var me = viewer.Id;
        var name = username.ToUpperInvariant();
        var (authors, counted) = (db.CountedAuthors(viewer), db.CountedPeople(viewer));
        var row = await db.Users.VisibleTo(viewer).Where(u => u.NormalizedUserName == name).Select(u => new
        {
            Person = new Person(u.Id, u.UserName!, u.DisplayName, u.IsPrivate, u.AvatarPhoto!.Renditions),
            u.Bio,
            PostCount = authors.Where(a => a.Id == u.Id).Select(a => a.Posts).FirstOrDefault(),
            FollowerCount = counted.Where(c => c.Id == u.Id).Select(c => c.Followers).FirstOrDefault(),
            FollowingCount = counted.Where(c => c.Id == u.Id).Select(c => c.Following).FirstOrDefault(),
            Accepted = db.Follows.Any(f => f.FollowerId == me && f.FolloweeId == u.Id && f.AcceptedAt != null),
            Requested = db.Follows.Any(f => f.FollowerId == me && f.FolloweeId == u.Id && f.AcceptedAt == null),
            IsBlocked = db.Blocks.Any(b => b.BlockerId == me && b.BlockedId == u.Id),
            IsMuted = db.Mutes.Any(m => m.MuterId == me && m.MutedId == u.Id),
            IsRestricted = db.Restrictions.Any(r => r.RestricterId == me && r.RestrictedId == u.Id),
            FollowsViewer = db.Follows.Any(f => f.FollowerId == u.Id && f.FolloweeId == me && f.AcceptedAt != null),
        }).SingleOrDefaultAsync(ct);
        if (row is null) return null;
        var status = row.Accepted ? FollowStatus.Following : row.Requested ? FollowStatus.Requested : FollowStatus.None;
        return new Profile(row.Person, row.Bio, row.PostCount, row.FollowerCount, row.FollowingCount, status, row.FollowsViewer,
            !row.Person.IsPrivate || row.Accepted || row.Person.Id == me, row.IsBlocked, row.IsMuted, row.IsRestricted);
    }

    /// <summary>Who waits for the viewer's yes, oldest first, at most fifty.</summary>
    internal static async Task<IReadOnlyList<Person>> RequestsTo(this PhotoShareDb db, Viewer viewer, CancellationToken ct) =>
        await (from follow in db.Follows.VisibleTo(viewer)
               where follow.FolloweeId == viewer.Id && follow.AcceptedAt == null
               join user in db.Users on follow.FollowerId equals user.Id
               orderby follow.Id
               select new Person(user.Id, user.UserName!, user.DisplayName, user.IsPrivate, user.AvatarPhoto!.Renditions)).Take(50).ToListAsync(ct);
}
