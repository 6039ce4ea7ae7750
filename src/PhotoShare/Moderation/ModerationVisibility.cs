using Microsoft.EntityFrameworkCore;

namespace PhotoShare;

public static class ModerationVisibility
{
    /// <summary>Those who may decide about an appeal besides who acted. Without any, who acted decides.</summary>
    internal static IQueryable<User> OtherJudges(this PhotoShareDb db, ModerationAction action) =>
        db.Users.Where(u => u.Role != UserRole.Member && u.BannedAt == null && u.LeavesAt == null && u.Id != action.ModeratorId && u.Id != action.PersonId);

    /// <summary>What moderators did, for moderators alone.</summary>
    public static IQueryable<ModerationAction> VisibleTo(this DbSet<ModerationAction> actions, Viewer viewer)
    {
        var (me, db) = (viewer.Id, actions.Db());
        return actions.AsNoTracking().Where(_ => db.Users.Any(u => u.Id == me && u.Role != UserRole.Member));
    }

    /// <summary>What was reported, for moderators alone.</summary>
    public static IQueryable<Report> VisibleTo(this DbSet<Report> reports, Viewer viewer)
    {
        var (me, db) = (viewer.Id, reports.Db());
        return reports.AsNoTracking().Where(_ => db.Users.Any(u => u.Id == me && u.Role != UserRole.Member));
    }

    /// <summary>The appeals that wait for a decision.</summary>
    public static IQueryable<ModerationAction> Open(this IQueryable<ModerationAction> actions) => actions.Where(a => a.AppealedAt != null && a.AppealDecidedAt == null);

    /// <summary>The things with reports that no moderator is done with, each once.</summary>
    public static IQueryable<Guid> OpenSubjects(this IQueryable<Report> reports) => reports.Where(r => r.ClosedAt == null).Select(r => r.SubjectId).Distinct();

    /// <summary>Whether there is anybody who gives roles.</summary>
    public static Task<bool> HasAdmin(this PhotoShareDb db, CancellationToken ct) => db.Users.AnyAsync(u => u.Role == UserRole.Admin && u.BannedAt == null && u.LeavesAt == null, ct);

    /// <summary>The last ban of somebody.</summary>
    public static Task<Guid?> BanOf(this DbSet<ModerationAction> actions, Guid personId, CancellationToken ct) =>
        actions.Where(a => a.PersonId == personId && a.Kind == ModerationKind.Ban).OrderByDescending(a => a.Id).Select(a => (Guid?)a.Id).FirstOrDefaultAsync(ct);

    /// <summary>The decisions of the moderators about what is a viewer's own.</summary>
    public static IQueryable<ModerationAction> Concerning(this DbSet<ModerationAction> actions, Viewer viewer)
    {
        var me = viewer.Id;
        return actions.AsNoTracking().Where(a => a.PersonId == me && a.Kind != ModerationKind.Dismiss);
    }
}
